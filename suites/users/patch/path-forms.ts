import {
  defineCheck,
  defineFamily,
  describeOutcome,
  eachApart,
  ENTERPRISE_USER_URN,
  errorResponse,
  failsAlone,
  isSuccess,
  on,
  USER_URN,
  valueAt,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, OwnUser, Wrap } from "../../../src/kit/index.ts";
import { ignoresPatch, operatesAs, patchWith, showsPatched } from "./words/patch-defects.ts";
import { keepPatched, ownValue } from "./words/patch-target.ts";
import { isChangeableOtherwise, takesPath, verifyPathForm } from "./words/path-form.ts";
import type { PathForm } from "./words/path-form.ts";

const FAMILY_NAME: PathForm = { path: "name.familyName", names: ["name", "familyName"], values: ["Zi one", "Zi two"] };

const withUrn = defineCheck({
  id: "users.patch.path-forms",
  title: "A path may name an attribute or a sub-attribute with its schema URN",
  rule: "RFC7644-3.5.2-05",
  advice: `Take ${USER_URN}:title and ${USER_URN}:name.familyName as paths, as title and name.familyName.`,
  run: async (t) => {
    const { user, path } = await keepPatched(t);
    const kept: PathForm = { path: `${USER_URN}:${path}`, names: path.split("."), values: ["Zi one", "Zi two"] };
    // Without the URN users.patch.path-sub-attribute is about it.
    const isTaken = await takesPath(t, user, FAMILY_NAME);
    const nested = { ...FAMILY_NAME, path: `${USER_URN}:${FAMILY_NAME.path}` };
    await eachApart([kept, ...(isTaken ? [nested] : [])].map((form) => () => verifyPathForm(t, user, form)));
  },
  defects: {
    "patch-path-with-urn-refused": refusesPath(/^urn:/),
    "patch-path-with-urn-ignored": ignoresPatch(([first]) => String(first?.["path"]).startsWith("urn:")),
    "path-with-the-urn-of-the-user-refused": refusesPath(/^urn:.*:core:2\.0:User:/),
    "remove-by-a-path-with-urn-ignored": ignoresPatch(
      ([first]) => first?.["op"] === "remove" && String(first["path"]).startsWith(USER_URN),
    ),
  },
});

const subAttribute = defineCheck({
  id: "users.patch.path-sub-attribute",
  title: "A path may name a sub-attribute: add, replace and remove of name.familyName",
  rule: "RFC7644-3.5.2-05",
  advice: "Read a path such as name.familyName as the member familyName of name, for every operation.",
  run: async (t) => {
    const { user } = await keepPatched(t);
    if (valueAt(await user.read(), "name", "familyName") === undefined) t.skip("the target keeps no name.familyName");
    await verifyPathForm(t, user, FAMILY_NAME);
  },
  defects: {
    "patch-path-to-sub-attribute-refused": refusesPath(/name\.\w+$/),
    "patch-of-sub-attributes-refused": on({
      method: "PATCH",
      body: (body) => JSON.stringify(body).includes("familyName"),
    }).answer(() => errorResponse(400, "Sub-attributes are changed by PUT.", "invalidPath")),
    "patch-path-to-sub-attribute-ignored": ignoresPatch(([first]) => String(first?.["path"]).startsWith("name.")),
    "patch-path-to-family-name-sets-given-name": operatesAs((operation) => ({
      ...operation,
      path: String(operation["path"]).replace("familyName", "givenName"),
    })),
    "patch-path-to-sub-attribute-stored-at-the-top": storesAtTheTop(),
    "remove-of-a-sub-attribute-ignored": ignoresPatch(
      ([first]) => first?.["op"] === "remove" && first["path"] === "name.familyName",
    ),
  },
});

const active = defineCheck({
  id: "users.patch.path-active",
  title: "replace with the path active switches a user off and on",
  rule: "RFC7644-3.5.2.3-02",
  advice: "Take replace with the path active as replace without a path and {active: ...} in its value.",
  run: async (t) => {
    const { user } = await keepPatched(t);
    if (typeof valueAt(await user.read(), "active") !== "boolean") t.skip("the target does not show active");
    await skipUnlessBack(t, user);
    // Off first, without a path: where GET no longer gives such a user there is nothing to read.
    await verifyPathForm(t, user, { path: "active", names: ["active"], values: [true, false], isKept: true });
  },
  defects: {
    "patch-of-active-by-path-ignored": ignoresPatch(([first]) => first?.["path"] === "active"),
    "patch-of-active-by-path-refused": refusesPath(/^active$/),
  },
});

const extension = defineCheck({
  id: "users.patch.path-extension",
  title: "A path may name an attribute of an extension: add, replace and remove",
  rule: "RFC7644-3.5.2-05",
  needs: ["enterprise"],
  advice: `Split a path such as ${ENTERPRISE_USER_URN}:department at its last colon: the URN, then the attribute.`,
  run: async (t) => {
    const { user, path } = await keepPatched(t);
    const values = [ownValue(t, "one"), ownValue(t, "two")] as const;
    const core: PathForm = { path: `${USER_URN}:${path}`, names: path.split("."), values };
    const isJudged = await failsAlone(
      () => verifyPathForm(t, user, department(values)),
      async () => !(await takesPath(t, user, core)),
    );
    if (!isJudged) t.skip(`the target takes no path with a URN, ${core.path} neither; see users.patch.path-forms`);
  },
  defects: {
    "replace-in-an-extension-refused": onPath(isInExtension, "replace"),
    "path-to-department-refused": refusesPath(/:department$/),
    "remove-in-an-extension-ignored": ignoresPatch(([first]) => first?.["op"] === "remove" && isInExtension(first)),
  },
});

const inManager = defineCheck({
  id: "users.patch.path-extension-sub-attribute",
  title: "A path may name a sub-attribute of an extension: add, replace and remove of manager.value",
  rule: "RFC7644-3.5.2-05",
  needs: ["enterprise"],
  advice: `Read ${ENTERPRISE_USER_URN}:manager.value as the member value of manager in the extension.`,
  run: async (t) => {
    const { user } = await keepPatched(t);
    const [one, two] = [await t.make.user(), await t.make.user()];
    const plain = department([one.id, two.id]);
    if ((await isChangeableOtherwise(t, user, plain)) && !(await takesPath(t, user, plain)))
      t.skip(`the target does not take the path ${plain.path}; users.patch.path-extension is about that`);
    await verifyPathForm(t, user, inExtension(["manager", "value"], [one.id, two.id]));
  },
  defects: {
    "path-to-manager-value-has-no-target": on(
      patchWith(([first]) => String(first?.["path"]).endsWith("manager.value")),
    ).answer(() => errorResponse(400, "The path leads nowhere.", "noTarget")),
    "path-to-manager-value-ignored": ignoresPatch(([first]) => String(first?.["path"]).endsWith("manager.value")),
  },
});

/** One kind of path each, so that one that fails hides no other. */
export const patchPathFormChecks: readonly Check[] = defineFamily({ needs: ["patch"] }, [
  withUrn,
  subAttribute,
  active,
  extension,
  inManager,
]);

function department(values: PathForm["values"]): PathForm {
  return inExtension(["department"], values);
}

function inExtension(names: readonly string[], values: PathForm["values"]): PathForm {
  return { path: `${ENTERPRISE_USER_URN}:${names.join(".")}`, names: [ENTERPRISE_USER_URN, ...names], values };
}

function isInExtension(operation: JsonObject | undefined): boolean {
  return String(operation?.["path"]).startsWith(`${ENTERPRISE_USER_URN}:`);
}

function refusesPath(pattern: RegExp): Wrap {
  return onPath((operation) => pattern.test(String(operation?.["path"])));
}

function onPath(isMeant: (operation: JsonObject | undefined) => boolean, op?: string): Wrap {
  return on(patchWith(([first]) => (op === undefined || first?.["op"] === op) && isMeant(first))).answer(() =>
    errorResponse(400, "The path is not right.", "invalidPath"),
  );
}

/** A server that takes the path to a sub-attribute for the name of an attribute. */
function storesAtTheTop(): Wrap {
  const isMeant = ([first]: readonly JsonObject[]): boolean => /^name\.\w+$/.test(String(first?.["path"]));
  const show = showsPatched((user) => ({ ...user, "name.familyName": "Zi one" }), isMeant);
  return (next) => show(ignoresPatch(isMeant)(next));
}

/** Skips where nobody who is off is switched on again, whatever the path: it is not the path then. */
async function skipUnlessBack(t: CheckContext, { path }: OwnUser): Promise<void> {
  const off = await t.patch(path, [{ op: "replace", value: { active: false } }]);
  const back = await t.patch(path, [{ op: "replace", value: { active: true } }]);
  if (isSuccess(off) && !isSuccess(back))
    t.skip(`a PATCH without a path does not switch a user on again either: ${describeOutcome(back)}`);
}
