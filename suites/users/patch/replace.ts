import {
  defineCheck,
  defineFamily,
  errorResponse,
  isObject,
  isUnassigned,
  on,
  readBack,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, JsonObject } from "../../../src/kit/index.ts";
import {
  answersPatch,
  bare,
  currentValue,
  ignoresPatch,
  operatesAs,
  operation,
  patchesAs,
  patchWith,
  showsPatched,
} from "./words/patch-defects.ts";
import { verifyOthersKept, verifyShows } from "./words/patch-effect.ts";
import { asValue, keepAttribute, lackAttribute, ownValue, patchUser } from "./words/patch-target.ts";

const single = defineCheck({
  id: "users.patch.replace",
  title: "replace sets the new value of a single-valued attribute and leaves the others",
  rule: "RFC7644-3.5.2.3-02",
  advice: "Apply the operation to the stored user: change the attribute that path names and nothing else.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    const before = await readBack(t, user.path);
    verify(await patchUser(t, user, [{ op: "replace", path, value: "Zi new" }])).succeeds();
    await verifyShows(t, user, { path, value: "Zi new" });
    await verifyOthersKept(t, user, { before, changed: [path] });
  },
  defects: {
    "replace-by-path-refused": on(
      patchWith(([first]) => first?.["op"] === "replace" && first["path"] !== undefined),
    ).answer(() => errorResponse(400, "Use replace without a path.", "invalidPath")),
    "patch-ignored": ignoresPatch(),
    "patch-replaces-the-whole-user": patchesAs((user, [first]) => ({
      ...bare(user),
      ...asValue(String(first?.["path"]), first?.["value"] ?? null),
    })),
    "patch-with-a-path-not-implemented": ignoresPatch(([first]) => first?.["path"] !== undefined),
  },
});

const withoutPath = defineCheck({
  id: "users.patch.replace-without-path",
  title: "replace without path sets the attributes of the value and leaves the others",
  rule: "RFC7644-3.5.2.3-01",
  advice:
    'Merge the value object into the user when there is no path: Okta deactivates with {"active": false} in this form.',
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    const before = await readBack(t, user.path);
    verify(await patchUser(t, user, [{ op: "replace", value: asValue(path, "Zi new") }])).succeeds();
    await verifyShows(t, user, { path, value: "Zi new" });
    await verifyOthersKept(t, user, { before, changed: [path] });
  },
  defects: {
    "patch-without-path-drops-the-name": showsPatched(
      (user) => without(user, "name"),
      ([first]) => first?.["path"] === undefined,
    ),
    "patch-without-path-ignored": ignoresPatch(([first]) => first?.["path"] === undefined),
    "patch-without-path-refused": on(patchWith(([first]) => first?.["path"] === undefined)).answer(() =>
      errorResponse(400, "Unsupported attribute: null", "invalidPath"),
    ),
    "patch-without-path-replaces-all": patchesAs((user, [first]) => {
      const value = first?.["value"];
      return first?.["path"] === undefined && isObject(value) ? { ...bare(user), ...value } : undefined;
    }),
  },
});

const absent = defineCheck({
  id: "users.patch.replace-absent",
  title: "replace of an attribute without a value sets it",
  rule: "RFC7644-3.5.2.3-04",
  advice: "Treat replace like add when the attribute has no value yet.",
  run: async (t) => {
    const { user, path } = await lackAttribute(t);
    const value = ownValue(t, "new");
    verify(await patchUser(t, user, [{ op: "replace", path, value }])).succeeds();
    await verifyShows(t, user, { path, value });
  },
  defects: {
    "replace-of-absent-attribute-refused": answersPatch((user, [first]) =>
      isUnassigned(currentValue(user, first)) ? errorResponse(400, "Nothing to replace.", "noTarget") : undefined,
    ),
    "replace-of-absent-attribute-ignored": patchesAs(
      (user, [first]) => (isUnassigned(currentValue(user, first)) ? user : undefined),
      operation("replace"),
    ),
  },
});

const isOfName = (one: JsonObject): boolean => one["path"] === "name";

const complex = defineCheck({
  id: "users.patch.replace-complex",
  title: "replace of a complex attribute keeps the sub-attributes that are not named",
  rule: "RFC7644-3.5.2.3-05",
  advice: "Replace only the sub-attributes that the value has; the others of a complex attribute stay.",
  run: async (t) => {
    const { user } = await keepAttribute(t, ["name.givenName"]);
    const before = await readBack(t, user.path);
    if (isUnassigned(valueAt(before.resource, "name", "familyName"))) t.skip("the target keeps no name.familyName");
    verify(await patchUser(t, user, [{ op: "replace", path: "name", value: { givenName: "Zi new" } }])).succeeds();
    await verifyShows(t, user, { path: "name.givenName", value: "Zi new" });
    await verifyOthersKept(t, user, { before, changed: ["name.givenName"] });
  },
  defects: {
    "replace-of-name-drops-its-other-parts": patchesAs(
      (user, [first]) => ({ ...user, name: first?.["value"] }),
      isOfName,
    ),
    "replace-of-name-ignored": operatesAs((one) => ({ ...one, path: "nickName", value: "Zi" }), isOfName),
    "replace-of-name-refused": on(patchWith(([first]) => first?.["path"] === "name")).answer(() =>
      errorResponse(400, "name is complex.", "invalidPath"),
    ),
  },
});

/** replace of single values. */
export const patchReplaceChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [
  single,
  withoutPath,
  absent,
  complex,
]);
