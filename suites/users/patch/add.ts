import {
  defineCheck,
  defineFamily,
  errorResponse,
  isArray,
  isObject,
  isUnassigned,
  itemsAt,
  on,
  readBack,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, JsonObject } from "../../../src/kit/index.ts";
import {
  answersPatch,
  bare,
  currentValue,
  givesList,
  ignoresPatch,
  namesInPath,
  operatesAs,
  operation,
  patchesAs,
  patchWith,
} from "./words/patch-defects.ts";
import { verifyOthersKept, verifyShows } from "./words/patch-effect.ts";
import { asValue, keepAttribute, keepPatched, lackAttribute, ownValue, patchUser } from "./words/patch-target.ts";
import { keepValues, valueFor, verifyValues } from "./words/patch-values.ts";

/** An add of a text to an attribute that holds one. */
const isTextAdded = (one: JsonObject): boolean =>
  operation("add", "attribute")(one) && typeof one["value"] === "string";

const absent = defineCheck({
  id: "users.patch.add",
  title: "add sets an attribute that has no value",
  rule: "RFC7644-3.5.2.1-04",
  advice: "Set the attribute when add names one without a value.",
  run: async (t) => {
    const { user, path, before } = await lackAttribute(t);
    const value = ownValue(t, "new");
    verify(await patchUser(t, user, [{ op: "add", path, value }])).succeeds();
    await verifyShows(t, user, { path, value });
    await verifyOthersKept(t, user, { before, changed: [path] });
  },
  also: ["patch-replaces-the-whole-user"],
  defects: {
    "add-needs-an-old-value": answersPatch((user, [first]) =>
      isUnassigned(currentValue(user, first)) ? errorResponse(400, "Unknown attribute.", "invalidPath") : undefined,
    ),
    "add-ignored": ignoresPatch(([first]) => first?.["op"] === "add"),
  },
});

const single = defineCheck({
  id: "users.patch.add-over",
  title: "add to a single-valued attribute replaces its value",
  rule: "RFC7644-3.5.2.1-07",
  advice: "Put the new value in place of the old one; an attribute that is not multi-valued holds one.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    verify(await patchUser(t, user, [{ op: "add", path, value: "Zi new" }])).succeeds();
    await verifyShows(t, user, { path, value: "Zi new" });
  },
  defects: {
    "add-by-path-refused": on(patchWith(([first]) => first?.["op"] === "add" && first["path"] !== undefined)).answer(
      () => errorResponse(400, "Use replace.", "invalidSyntax"),
    ),
    "add-keeps-the-old-value": patchesAs(
      (user, [first]) => (isUnassigned(currentValue(user, first)) ? undefined : user),
      isTextAdded,
    ),
    "add-appends-to-the-text": patchesAs((user, [first]) => {
      const [name = "", sub] = namesInPath(first);
      const joined = `${String(currentValue(user, first))} ${String(first?.["value"])}`;
      const whole = user[name];
      return { ...user, [name]: sub === undefined ? joined : { ...(isObject(whole) ? whole : {}), [sub]: joined } };
    }, isTextAdded),
  },
});

const list = defineCheck({
  id: "users.patch.add-to-list",
  title: "add to a multi-valued attribute appends",
  rule: "RFC7644-3.5.2.1-06",
  advice: "Append the values of the array to those that are there; only replace puts them in their place.",
  run: async (t) => {
    const { user, attribute, work, home, seen } = await keepValues(t);
    const fresh = valueFor(t, attribute, "other") ?? {};
    verify(await patchUser(t, user, [{ op: "add", path: attribute, value: [fresh] }])).succeeds();
    await verifyValues(t, user, { attribute, has: [work, home, fresh], seen });
  },
  also: ["add-by-path-refused"],
  defects: {
    "add-to-a-list-replaces-it": operatesAs((operation) => ({ ...operation, op: "replace" })),
    "add-to-a-list-replaces-its-last-value": patchesAs((user, [first]) => {
      const attribute = String(first?.["path"]);
      return { ...user, [attribute]: [...itemsAt(user, attribute).slice(0, -1), ...itemsAt(first, "value")] };
    }, givesList("add")),
  },
});

const complex = defineCheck({
  id: "users.patch.add-to-complex",
  title: "add to a complex attribute keeps its other sub-attributes",
  rule: "RFC7644-3.5.2.1-05",
  advice: "Merge the sub-attributes of the value into those that are there.",
  run: async (t) => {
    const { user } = await keepAttribute(t, ["name.givenName"]);
    const before = await readBack(t, user.path);
    if (isUnassigned(valueAt(before.resource, "name", "familyName"))) t.skip("the target keeps no name.familyName");
    verify(await patchUser(t, user, [{ op: "add", path: "name", value: { givenName: "Zi new" } }])).succeeds();
    await verifyShows(t, user, { path: "name.givenName", value: "Zi new" });
    await verifyOthersKept(t, user, { before, changed: ["name.givenName"] });
  },
  defects: {
    "add-to-name-drops-its-other-parts": patchesAs((user, [first]) => ({ ...user, name: first?.["value"] })),
    "add-to-name-ignored": ignoresPatch(([first]) => first?.["path"] === "name"),
    "add-to-name-refused": on(patchWith(([first]) => first?.["path"] === "name")).answer(() =>
      errorResponse(400, "name is complex.", "invalidPath"),
    ),
  },
});

const withoutPath = defineCheck({
  id: "users.patch.add-without-path",
  title: "add without path merges the attributes of the value into the user",
  rule: "RFC7644-3.5.2.1-02",
  advice:
    "Add each attribute of the value object when there is no path: set single values, append to lists, leave the rest.",
  run: async (t) => {
    const { user, path } = await keepPatched(t, { op: "add" });
    const before = await readBack(t, user.path);
    verify(await patchUser(t, user, [{ op: "add", value: asValue(path, "Zi new") }])).succeeds();
    await verifyShows(t, user, { path, value: "Zi new" });
    await verifyOthersKept(t, user, { before, changed: [path] });
  },
  defects: {
    "add-without-path-refused": on(
      patchWith(([first]) => first?.["op"] === "add" && first["path"] === undefined),
    ).answer(() => errorResponse(400, "path is required.", "invalidPath")),
    "add-without-path-replaces-all": patchesAs((user, [first]) => {
      const value = first?.["value"];
      return first?.["path"] === undefined && isObject(value) ? { ...bare(user), ...value } : undefined;
    }),
    "add-without-path-ignores-single-values": ignoresPatch(([first]) => {
      const value = first?.["value"];
      return first?.["path"] === undefined && isObject(value) && !Object.values(value).some(isArray);
    }),
    "add-without-path-ignored": ignoresPatch(([first]) => first?.["path"] === undefined),
  },
});

const listWithoutPath = defineCheck({
  id: "users.patch.add-to-list-without-path",
  title: "add without path appends to multi-valued attributes",
  rule: "RFC7644-3.5.2.1-02",
  advice: "Append the values of an array in the value object, as add with a path does.",
  run: async (t) => {
    const { user, attribute, work, home, seen } = await keepValues(t);
    const fresh = valueFor(t, attribute, "other") ?? {};
    verify(await patchUser(t, user, [{ op: "add", value: { [attribute]: [fresh] } }])).succeeds();
    await verifyValues(t, user, { attribute, has: [work, home, fresh], seen });
  },
  also: ["add-without-path-refused"],
  defects: {
    "add-without-path-replaces-lists": operatesAs((operation) =>
      operation["path"] === undefined ? { ...operation, op: "replace" } : operation,
    ),
  },
});

/** add of values that are new. */
export const patchAddChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [
  absent,
  single,
  list,
  complex,
  withoutPath,
  listWithoutPath,
]);
