import type { CheckContext } from "../../src/kit/check-context.ts";
import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { answerInstead, errorResponse, tamperResources } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Path } from "../../src/scim/request-path.ts";
import { ENTERPRISE_USER_URN } from "../../src/scim/urns.ts";
import { endpointOf, extensionsOf } from "../../src/kit/published/published-resource-types.ts";
import { textOf } from "../../src/kit/published/published-schemas.ts";
import { pathOfNew, readBack } from "../../src/kit/reading/read-back.ts";
import { enterpriseOf } from "./read/schemas.ts";
import { sameText, valueAt } from "../../src/kit/reading/value-at.ts";

const CREATE = { method: "POST", path: /^\/Users$/ };

const required = defineCheck({
  id: "users.extension.required",
  title: "An extension is demanded of users exactly when /ResourceTypes says so",
  clause: rfc("RFC7643-6-05"),
  blocks: ["create"],
  advice:
    "Set required of the extension at /ResourceTypes to what POST /Users does: true when it refuses users without it.",
  run: async (t) => {
    const extensions = userExtensions(t).filter(({ urn }) => !isInTemplate(t, urn));
    if (extensions.length === 0) t.skip("the resource type User has no extension that a user may be without");
    for (const { urn, isRequired } of extensions) {
      const plain = await t.post("/Users", t.make.userBody());
      if (isRequired && isSuccess(plain)) await verifyCarries(t, pathOfNew(t, plain), urn);
      if (isRequired || isSuccess(plain) || urn !== ENTERPRISE_USER_URN) continue;
      const full = await t.post("/Users", t.make.userBody({ overrides: enterpriseOf(t) }));
      verifyThat(!isSuccess(full), plain, {
        reason: `POST /Users refuses a user without ${urn}, which /ResourceTypes does not require`,
        expected: "status 201, or required true at /ResourceTypes",
        actual: `status ${plain.status}`,
      });
    }
  },
  defects: [
    {
      name: "optional-extension-is-demanded",
      breaks: "RFC7643-6-05",
      wrap: answerInstead({ ...CREATE, body: (sent) => isObject(sent) && !(ENTERPRISE_USER_URN in sent) }, () =>
        errorResponse(400, "department is required.", "invalidValue"),
      ),
    },
    {
      name: "required-extension-may-be-missing",
      breaks: "RFC7643-6-05",
      wrap: tamperResources({ method: "GET", path: /^\/ResourceTypes$/ }, (type) => ({
        ...type,
        schemaExtensions: extensionsOf(type).map((extension) => ({ ...extension, required: true })),
      })),
    },
  ],
});

/** Extensions of users in general. */
export const extensionChecks: readonly Check[] = [required];

interface UserExtension {
  readonly urn: string;
  readonly isRequired: boolean;
}

function userExtensions(t: CheckContext): readonly UserExtension[] {
  const type = (t.target.resourceTypes ?? []).filter(isObject).find((item) => endpointOf(item) === "Users");
  if (type === undefined) return t.skip("/ResourceTypes lists no type at /Users");
  return extensionsOf(type).flatMap((extension) => {
    const urn = textOf(extension, "schema");
    return urn === undefined ? [] : [{ urn, isRequired: getIgnoreCase(extension, "required") === true }];
  });
}

/** The profile says that its users need the extension: nothing can be said of users without it. */
function isInTemplate(t: CheckContext, urn: string): boolean {
  return Object.keys(t.profile.templates.user).some((name) => sameText(name, urn));
}

async function verifyCarries(t: CheckContext, path: Path, urn: string): Promise<void> {
  const { reply, resource } = await readBack(t, path);
  const schemas = valueAt(resource, "schemas");
  verifyThat(isArray(schemas) && schemas.some((schema) => sameText(schema, urn)), reply, {
    reason: `A user is without ${urn}, which /ResourceTypes requires`,
    expected: ["a 4xx status at the create", `schemas with ${urn}`],
    actual: shown(schemas),
    at: "/schemas",
  });
}
