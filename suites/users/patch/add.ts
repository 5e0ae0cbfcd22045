import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { answerInstead, errorResponse } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { verifySuccess } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import {
  answersPatch,
  bare,
  ignoresPatch,
  operatesAs,
  operationsIn,
  patchesAs,
  pathOf,
} from "../words/patch-defects.ts";
import {
  asValue,
  keepAttribute,
  overridesFor,
  REMOVABLE,
  verifyOthersKept,
  verifyShows,
} from "../words/patch-target.ts";
import { keepValues, valueFor, verifyValues } from "../words/patch-values.ts";
import { isUnassigned, itemsAt, valueAt } from "../../../src/kit/reading/value-at.ts";

const absent = defineCheck({
  id: "users.patch.add",
  title: "add sets an attribute that has no value",
  clause: rfc("RFC7644-3.5.2.1-04"),
  needs: ["patch"],
  advice: "Set the attribute when add names one without a value.",
  run: async (t) => {
    const { path } = await keepAttribute(t, REMOVABLE);
    const user = await t.make.user({ label: "without", overrides: overridesFor(t, { [path]: undefined }) });
    const before = await user.read();
    if (!isUnassigned(valueAt(before, ...path.split(".")))) t.skip(`the target gives ${path} a value itself`);
    verifySuccess(await t.patch(user.path, [{ op: "add", path, value: "Zi new" }]));
    await verifyShows(t, user, { path, value: "Zi new" });
    await verifyOthersKept(t, user, { before, changed: [path] });
  },
  defects: [
    {
      name: "add-needs-an-old-value",
      breaks: "RFC7644-3.5.2.1-04",
      wrap: answersPatch((user, [first]) =>
        isUnassigned(valueAt(user, ...pathOf(first)))
          ? errorResponse(400, "Unknown attribute.", "invalidPath")
          : undefined,
      ),
    },
    {
      name: "add-ignored",
      breaks: "RFC7644-3.5.2.1-04",
      wrap: ignoresPatch(([first]) => first?.["op"] === "add"),
    },
  ],
});

const single = defineCheck({
  id: "users.patch.add-over",
  title: "add to a single-valued attribute replaces its value",
  clause: rfc("RFC7644-3.5.2.1-07"),
  needs: ["patch"],
  advice: "Put the new value in place of the old one; an attribute that is not multi-valued holds one.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    verifySuccess(await t.patch(user.path, [{ op: "add", path, value: "Zi new" }]));
    await verifyShows(t, user, { path, value: "Zi new" });
  },
  defects: [
    {
      name: "add-keeps-the-old-value",
      breaks: "RFC7644-3.5.2.1-07",
      wrap: patchesAs((user, [first]) => (isUnassigned(valueAt(user, ...pathOf(first))) ? undefined : user)),
    },
    {
      name: "add-appends-to-the-text",
      breaks: "RFC7644-3.5.2.1-07",
      wrap: patchesAs((user, [first]) => {
        const [name = "", sub] = pathOf(first);
        const joined = `${String(valueAt(user, ...pathOf(first)))} ${String(first?.["value"])}`;
        const whole = user[name];
        return { ...user, [name]: sub === undefined ? joined : { ...(isObject(whole) ? whole : {}), [sub]: joined } };
      }),
    },
  ],
});

const list = defineCheck({
  id: "users.patch.add-to-list",
  title: "add to a multi-valued attribute appends",
  clause: rfc("RFC7644-3.5.2.1-06"),
  needs: ["patch"],
  advice: "Append the values of the array to those that are there; only replace puts them in their place.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t);
    const fresh = valueFor(t, attribute, "other") ?? {};
    verifySuccess(await t.patch(user.path, [{ op: "add", path: attribute, value: [fresh] }]));
    await verifyValues(t, user, { attribute, has: [work, home, fresh], lacks: [] });
  },
  defects: [
    {
      name: "add-to-a-list-replaces-it",
      breaks: "RFC7644-3.5.2.1-06",
      wrap: operatesAs((operation) => ({ ...operation, op: "replace" })),
    },
    {
      name: "add-to-a-list-replaces-its-last-value",
      breaks: "RFC7644-3.5.2.1-06",
      wrap: patchesAs((user, [first]) => {
        const attribute = String(first?.["path"]);
        return { ...user, [attribute]: [...itemsAt(user, attribute).slice(0, -1), ...itemsAt(first, "value")] };
      }),
    },
  ],
});

const complex = defineCheck({
  id: "users.patch.add-to-complex",
  title: "add to a complex attribute keeps its other sub-attributes",
  clause: rfc("RFC7644-3.5.2.1-05"),
  needs: ["patch"],
  advice: "Merge the sub-attributes of the value into those that are there.",
  run: async (t) => {
    const { user } = await keepAttribute(t, ["name.givenName"]);
    const before = await user.read();
    if (isUnassigned(valueAt(before, "name", "familyName"))) t.skip("the target keeps no name.familyName");
    verifySuccess(await t.patch(user.path, [{ op: "add", path: "name", value: { givenName: "Zi new" } }]));
    await verifyShows(t, user, { path: "name.givenName", value: "Zi new" });
    await verifyOthersKept(t, user, { before, changed: ["name.givenName"] });
  },
  defects: [
    {
      name: "add-to-name-drops-its-other-parts",
      breaks: "RFC7644-3.5.2.1-05",
      wrap: patchesAs((user, [first]) => ({ ...user, name: first?.["value"] })),
    },
    {
      name: "add-to-name-refused",
      breaks: "RFC7644-3.5.2.1-05",
      wrap: answerInstead({ method: "PATCH", body: (body) => operationsIn(body)[0]?.["path"] === "name" }, () =>
        errorResponse(400, "name is complex.", "invalidPath"),
      ),
    },
  ],
});

const withoutPath = defineCheck({
  id: "users.patch.add-without-path",
  title: "add without path merges the attributes of the value into the user",
  clause: rfc("RFC7644-3.5.2.1-02"),
  needs: ["patch"],
  advice:
    "Add each attribute of the value object when there is no path: set single values, append to lists, leave the rest.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    if (!isSuccess(await t.patch(user.path, [{ op: "add", path, value: "Zi by path" }]))) {
      t.skip(`the target refuses add with the path ${path}`);
    }
    await verifyShows(t, user, { path, value: "Zi by path" });
    const before = await user.read();
    verifySuccess(await t.patch(user.path, [{ op: "add", value: asValue(path, "Zi new") }]));
    await verifyShows(t, user, { path, value: "Zi new" });
    await verifyOthersKept(t, user, { before, changed: [path] });
  },
  defects: [
    {
      name: "add-without-path-replaces-all",
      breaks: "RFC7644-3.5.2.1-02",
      wrap: patchesAs((user, [first]) => {
        const value = first?.["value"];
        return first?.["path"] === undefined && isObject(value) ? { ...bare(user), ...value } : undefined;
      }),
    },
    {
      name: "add-without-path-ignored",
      breaks: "RFC7644-3.5.2.1-02",
      wrap: ignoresPatch(([first]) => first?.["path"] === undefined),
    },
  ],
});

const listWithoutPath = defineCheck({
  id: "users.patch.add-to-list-without-path",
  title: "add without path appends to multi-valued attributes",
  clause: rfc("RFC7644-3.5.2.1-02"),
  needs: ["patch"],
  advice: "Append the values of an array in the value object, as add with a path does.",
  run: async (t) => {
    const { user, attribute, work, home } = await keepValues(t);
    const fresh = valueFor(t, attribute, "other") ?? {};
    verifySuccess(await t.patch(user.path, [{ op: "add", value: { [attribute]: [fresh] } }]));
    await verifyValues(t, user, { attribute, has: [work, home, fresh], lacks: [] });
  },
  defects: [
    {
      name: "add-without-path-replaces-lists",
      breaks: "RFC7644-3.5.2.1-02",
      wrap: operatesAs((operation) => (operation["path"] === undefined ? { ...operation, op: "replace" } : operation)),
    },
  ],
});

/** add of values that are new. */
export const patchAddChecks: readonly Check[] = [absent, single, list, complex, withoutPath, listWithoutPath];
