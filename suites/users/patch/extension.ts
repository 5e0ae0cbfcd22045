import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import { errorResponse } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifySuccess, verifyThat } from "../../../src/exchange/verify.ts";
import { isArray } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { ENTERPRISE_USER_URN, sameUrn, USER_URN } from "../../../src/scim/urns.ts";
import { answersPatch, ignoresPatch, showsPatched } from "../words/patch-defects.ts";
import { readUntil } from "../words/patch-target.ts";
import type { OwnUser } from "../words/patch-target.ts";
import { isUnassigned, valueAt } from "../../../src/kit/reading/value-at.ts";
import { ownText } from "../../../src/kit/reading/own-text.ts";

const ATTRIBUTES: readonly string[] = ["department", "employeeNumber", "costCenter", "organization", "division"];

const add = defineCheck({
  id: "users.patch.extension",
  title: "Adding an attribute of an extension adds the extension's URN to schemas",
  clause: rfc("RFC7644-3.5.2-14"),
  needs: ["patch", "enterprise"],
  advice: "Keep the value in the object under the extension's URN, and list the URN in schemas as soon as it has one.",
  run: async (t) => {
    const name = await keptInExtension(t);
    const user = await makeWithoutExtension(t);
    verifySuccess(await t.patch(user.path, [{ op: "add", path: `${ENTERPRISE_USER_URN}:${name}`, value: "Zi new" }]));
    await verifyExtension(t, user, name);
  },
  defects: [
    {
      name: "extension-missing-in-schemas",
      breaks: "RFC7644-3.5.2-14",
      wrap: showsPatched((user) => ({ ...user, schemas: [USER_URN] })),
    },
    {
      name: "extension-attribute-flattened",
      breaks: "RFC7644-3.5.2-14",
      wrap: showsPatched((user) => ({ ...user, [ENTERPRISE_USER_URN]: null, department: "Zi new" })),
    },
    {
      name: "patch-of-extension-ignored",
      breaks: "RFC7644-3.5.2-14",
      wrap: ignoresPatch(([first]) => String(first?.["path"]).startsWith(ENTERPRISE_USER_URN)),
    },
  ],
});

const schemasFirst = defineCheck({
  id: "users.patch.schemas-first",
  title: "A URN added to schemas by one operation counts for the next",
  clause: rfc("RFC7644-3.5.2-15"),
  needs: ["patch", "enterprise"],
  advice: "Take add with the path schemas, and apply the following operations to the user with that extension.",
  run: async (t) => {
    const name = await keptInExtension(t);
    const attribute = { op: "add", path: `${ENTERPRISE_USER_URN}:${name}`, value: "Zi new" };
    if (!isSuccess(await t.patch((await makeWithoutExtension(t)).path, [attribute]))) {
      t.skip(`the target refuses to add ${name} to a user without the extension`);
    }
    const user = await makeWithoutExtension(t);
    const schemas = { op: "add", path: "schemas", value: [ENTERPRISE_USER_URN] };
    verifySuccess(await t.patch(user.path, [schemas, attribute]));
    await verifyExtension(t, user, name);
  },
  defects: [
    {
      name: "schemas-taken-for-read-only",
      breaks: "RFC7644-3.5.2-15",
      wrap: answersPatch((_, [first]) =>
        first?.["path"] === "schemas" ? errorResponse(400, "schemas is readOnly.", "mutability") : undefined,
      ),
    },
    {
      name: "operations-after-schemas-ignored",
      breaks: "RFC7644-3.5.2-15",
      wrap: ignoresPatch(([first]) => first?.["path"] === "schemas"),
    },
  ],
});

/** PATCH of extensions. */
export const patchExtensionChecks: readonly Check[] = [add, schemasFirst];

/** The first attribute of the enterprise extension that a create stores. */
async function keptInExtension(t: CheckContext): Promise<string> {
  const old = `Zi ${ownText(t)}`;
  const values: JsonObject = Object.fromEntries(ATTRIBUTES.map((name) => [name, old]));
  const overrides = { schemas: [USER_URN, ENTERPRISE_USER_URN], [ENTERPRISE_USER_URN]: values };
  const user = await t.make.user({ label: "with", overrides });
  const found = await user.read();
  const kept = ATTRIBUTES.find((name) => valueAt(found, ENTERPRISE_USER_URN, name) === old);
  return kept ?? t.skip("the target keeps no attribute of the enterprise extension");
}

function makeWithoutExtension(t: CheckContext): Promise<OwnUser> {
  return t.make.user({ overrides: { [ENTERPRISE_USER_URN]: undefined } });
}

async function verifyExtension(t: CheckContext, user: OwnUser, name: string): Promise<void> {
  const reply = await readUntil(t, user, (found) => !isUnassigned(valueAt(found, ENTERPRISE_USER_URN, name)));
  const value = valueAt(reply.body, ENTERPRISE_USER_URN, name);
  verifyThat(value === "Zi new", reply, {
    reason: `after the PATCH ${describeRequest(reply)} shows ${name} of the extension as ${shown(value)}`,
    expected: '"Zi new"',
    actual: shown(value),
    at: `/${ENTERPRISE_USER_URN}/${name}`,
  });
  const schemas = valueAt(reply.body, "schemas");
  const isListed = isArray(schemas) && schemas.some((urn) => sameUrn(String(urn), ENTERPRISE_USER_URN));
  verifyThat(isListed, reply, {
    reason: `after the PATCH ${describeRequest(reply)} does not list the extension in schemas`,
    expected: ENTERPRISE_USER_URN,
    actual: shown(schemas),
    at: "/schemas",
  });
}
