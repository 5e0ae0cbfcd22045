import {
  defineCheck,
  defineFamily,
  ENTERPRISE_USER_URN,
  errorResponse,
  isArray,
  isRefusal,
  on,
  sameUrn,
  USER_URN,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, OwnUser } from "../../../src/kit/index.ts";
import { enterpriseOf } from "../words/enterprise-of.ts";
import { ignoresPatch, patchWith, showsPatched } from "./words/patch-defects.ts";
import { ownValue, patchUser, skipUnlessPatched } from "./words/patch-target.ts";

const ATTRIBUTES: readonly string[] = ["department", "employeeNumber", "costCenter", "organization", "division"];

const add = defineCheck({
  id: "users.patch.extension",
  title: "Adding an attribute of an extension adds the extension's URN to schemas",
  rule: "RFC7644-3.5.2-14",
  advice: "Keep the value in the object under the extension's URN, and list the URN in schemas as soon as it has one.",
  run: async (t) => {
    const name = await keptInExtension(t);
    const user = await makeWithoutExtension(t);
    const value = ownValue(t, "new");
    verify(await patchUser(t, user, [addOf(name, value)])).succeeds();
    await verifyExtension(t, user, { name, value });
  },
  defects: {
    "extension-missing-in-schemas": showsPatched((user) => ({ ...user, schemas: [USER_URN] })),
    "extension-attribute-flattened": showsPatched((user) => ({
      ...user,
      [ENTERPRISE_USER_URN]: null,
      department: "Zi new",
    })),
    "patch-of-extension-refused": on(
      patchWith(([first]) => String(first?.["path"]).startsWith(ENTERPRISE_USER_URN)),
    ).answer(() => errorResponse(400, "Unknown attribute.", "invalidPath")),
    "patch-of-extension-ignored": ignoresPatch(([first]) => String(first?.["path"]).startsWith(ENTERPRISE_USER_URN)),
  },
});

const schemasFirst = defineCheck({
  id: "users.patch.schemas-first",
  title: "A URN added to schemas by one operation counts for the next",
  rule: "RFC7644-3.5.2-15",
  advice:
    "Apply the operations that follow one on schemas to the user with that extension, or refuse the PATCH with 400.",
  run: async (t) => {
    const name = await keptInExtension(t);
    // Some targets take no employeeNumber twice.
    await skipUnlessPatched(t, await makeWithoutExtension(t), [addOf(name, ownValue(t, "first"))]);
    const value = ownValue(t, "new");
    const user = await makeWithoutExtension(t);
    const schemas = { op: "add", path: "schemas", value: [ENTERPRISE_USER_URN] };
    const reply = await patchUser(t, user, [schemas, addOf(name, value)]);
    // "If one of the PATCH operations modifies schemas": no section says that a server lets it, since a path with the URN does the same.
    if (isRefusal(reply)) t.skip(`the target takes no operation on schemas (${reply.status})`);
    verify(reply).succeeds();
    await verifyExtension(t, user, { name, value });
  },
  also: ["extension-missing-in-schemas"],
  defects: {
    "operation-on-schemas-crashes": on(patchWith(([first]) => first?.["path"] === "schemas")).answer(() =>
      errorResponse(500, "schemas has no column"),
    ),
    "operations-after-schemas-ignored": ignoresPatch(([first]) => first?.["path"] === "schemas"),
  },
});

/** PATCH of extensions. */
export const patchExtensionChecks: readonly Check[] = defineFamily({ needs: ["patch", "enterprise"] }, [
  add,
  schemasFirst,
]);

/** The first attribute of the enterprise extension that a create stores. */
async function keptInExtension(t: CheckContext): Promise<string> {
  const old = ownValue(t, "old");
  const values: JsonObject = Object.fromEntries(ATTRIBUTES.map((name) => [name, old]));
  const user = await t.make.user({ label: "with", overrides: enterpriseOf(t, values) });
  const found = await user.read();
  const kept = ATTRIBUTES.find((name) => valueAt(found, ENTERPRISE_USER_URN, name) === old);
  return kept ?? t.skip("the target keeps no attribute of the enterprise extension");
}

function makeWithoutExtension(t: CheckContext): Promise<OwnUser> {
  return t.make.user({ overrides: { [ENTERPRISE_USER_URN]: undefined } });
}

function addOf(name: string, value: string): JsonObject {
  return { op: "add", path: `${ENTERPRISE_USER_URN}:${name}`, value };
}

/** An attribute of the extension, and the value that it must have. */
interface Added {
  readonly name: string;
  readonly value: string;
}

async function verifyExtension(t: CheckContext, user: OwnUser, { name, value }: Added): Promise<void> {
  await t.eventually(
    () => t.get(user.path),
    (reply) => {
      verify(reply).at(ENTERPRISE_USER_URN, name).is(value);
      verify(reply).at("schemas").holds(`a list with ${ENTERPRISE_USER_URN}`, namesEnterprise);
    },
  );
}

function namesEnterprise(schemas: Json | undefined): boolean {
  return isArray(schemas) && schemas.some((urn) => sameUrn(String(urn), ENTERPRISE_USER_URN));
}
