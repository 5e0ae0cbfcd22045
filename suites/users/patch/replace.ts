import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { answerInstead, errorResponse } from "../../../src/kit/defects/tamper.ts";
import { verifySuccess } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import {
  answersPatch,
  bare,
  ignoresPatch,
  operatesAs,
  operationsIn,
  pathOf,
  patchesAs,
} from "../words/patch-defects.ts";
import {
  asValue,
  keepAttribute,
  overridesFor,
  REMOVABLE,
  verifyOthersKept,
  verifyShows,
} from "../words/patch-target.ts";
import { isUnassigned, valueAt } from "../../../src/kit/reading/value-at.ts";

const single = defineCheck({
  id: "users.patch.replace",
  title: "replace sets the new value of a single-valued attribute and leaves the others",
  clause: rfc("RFC7644-3.5.2.3-02"),
  needs: ["patch"],
  advice: "Apply the operation to the stored user: change the attribute that path names and nothing else.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    const before = await user.read();
    verifySuccess(await t.patch(user.path, [{ op: "replace", path, value: "Zi new" }]));
    await verifyShows(t, user, { path, value: "Zi new" });
    await verifyOthersKept(t, user, { before, changed: [path] });
  },
  defects: [
    { name: "patch-ignored", breaks: "RFC7644-3.5.2.3-02", wrap: ignoresPatch() },
    {
      name: "patch-replaces-the-whole-user",
      breaks: "RFC7644-3.5.2.3-02",
      wrap: patchesAs((user, [first]) => ({
        ...bare(user),
        ...asValue(String(first?.["path"]), first?.["value"] ?? null),
      })),
    },
    {
      name: "patch-with-a-path-not-implemented",
      breaks: "RFC7644-3.5.2.3-02",
      wrap: ignoresPatch(([first]) => first?.["path"] !== undefined),
    },
  ],
});

const withoutPath = defineCheck({
  id: "users.patch.replace-without-path",
  title: "replace without path sets the attributes of the value and leaves the others",
  clause: rfc("RFC7644-3.5.2.3-01"),
  needs: ["patch"],
  blocks: ["deactivate"],
  advice:
    'Merge the value object into the user when there is no path: Okta deactivates with {"active": false} in this form.',
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    const before = await user.read();
    verifySuccess(await t.patch(user.path, [{ op: "replace", value: asValue(path, "Zi new") }]));
    await verifyShows(t, user, { path, value: "Zi new" });
    await verifyOthersKept(t, user, { before, changed: [path] });
  },
  defects: [
    {
      name: "patch-without-path-ignored",
      breaks: "RFC7644-3.5.2.3-01",
      wrap: ignoresPatch(([first]) => first?.["path"] === undefined),
    },
    {
      name: "patch-without-path-refused",
      breaks: "RFC7644-3.5.2.3-01",
      wrap: answerInstead({ method: "PATCH", body: (body) => operationsIn(body)[0]?.["path"] === undefined }, () =>
        errorResponse(400, "Unsupported attribute: null", "invalidPath"),
      ),
    },
    {
      name: "patch-without-path-replaces-all",
      breaks: "RFC7644-3.5.2.3-01",
      wrap: patchesAs((user, [first]) => {
        const value = first?.["value"];
        return first?.["path"] === undefined && isObject(value) ? { ...bare(user), ...value } : undefined;
      }),
    },
  ],
});

const absent = defineCheck({
  id: "users.patch.replace-absent",
  title: "replace of an attribute without a value sets it",
  clause: rfc("RFC7644-3.5.2.3-04"),
  needs: ["patch"],
  advice: "Treat replace like add when the attribute has no value yet.",
  run: async (t) => {
    const { path } = await keepAttribute(t, REMOVABLE);
    const user = await t.make.user({ label: "without", overrides: overridesFor(t, { [path]: undefined }) });
    if (!isUnassigned(valueAt(await user.read(), ...path.split("."))))
      t.skip(`the target gives ${path} a value itself`);
    verifySuccess(await t.patch(user.path, [{ op: "replace", path, value: "Zi new" }]));
    await verifyShows(t, user, { path, value: "Zi new" });
  },
  defects: [
    {
      name: "replace-of-absent-attribute-refused",
      breaks: "RFC7644-3.5.2.3-04",
      wrap: answersPatch((user, [first]) =>
        isUnassigned(valueAt(user, ...pathOf(first)))
          ? errorResponse(400, "Nothing to replace.", "noTarget")
          : undefined,
      ),
    },
    {
      name: "replace-of-absent-attribute-ignored",
      breaks: "RFC7644-3.5.2.3-04",
      wrap: patchesAs((user, [first]) => (isUnassigned(valueAt(user, ...pathOf(first))) ? user : undefined)),
    },
  ],
});

const complex = defineCheck({
  id: "users.patch.replace-complex",
  title: "replace of a complex attribute keeps the sub-attributes that are not named",
  clause: rfc("RFC7644-3.5.2.3-05"),
  needs: ["patch"],
  advice: "Replace only the sub-attributes that the value has; the others of a complex attribute stay.",
  run: async (t) => {
    const { user } = await keepAttribute(t, ["name.givenName"]);
    const before = await user.read();
    if (isUnassigned(valueAt(before, "name", "familyName"))) t.skip("the target keeps no name.familyName");
    verifySuccess(await t.patch(user.path, [{ op: "replace", path: "name", value: { givenName: "Zi new" } }]));
    await verifyShows(t, user, { path: "name.givenName", value: "Zi new" });
    await verifyOthersKept(t, user, { before, changed: ["name.givenName"] });
  },
  defects: [
    {
      name: "replace-of-name-drops-its-other-parts",
      breaks: "RFC7644-3.5.2.3-05",
      wrap: patchesAs((user, [first]) => ({ ...user, name: first?.["value"] })),
    },
    {
      name: "replace-of-name-ignored",
      breaks: "RFC7644-3.5.2.3-05",
      wrap: operatesAs((operation) => ({ ...operation, path: "nickName", value: "Zi" })),
    },
  ],
});

/** replace of single values. */
export const patchReplaceChecks: readonly Check[] = [single, withoutPath, absent, complex];
