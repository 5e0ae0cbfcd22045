import type { CheckContext } from "../../src/engine/check-context.ts";
import { defineCheck } from "../../src/engine/check.ts";
import type { Check } from "../../src/engine/check.ts";
import { rfc } from "../../src/engine/clause.ts";
import { answerInstead, errorResponse, readJson, tamperResources, withBody } from "../../src/engine/tamper.ts";
import { isSuccess, shown, verifyThat } from "../../src/engine/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { ENTERPRISE_USER_URN } from "../../src/scim/urns.ts";
import { endpointOf, extensionsOf } from "../discovery/published-resource-types.ts";
import { textOf } from "../discovery/published-schemas.ts";
import { pathOfNew, readBack } from "./read-back.ts";
import { enterpriseOf } from "./read-schemas.ts";
import { isUnassigned, sameText, valueAt } from "./value-at.ts";

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

const patched = defineCheck({
  id: "users.extension.added-by-patch",
  title: "Adding an attribute by its extension URN adds the URN to schemas",
  clause: rfc("RFC7644-3.5.2-14"),
  needs: ["patch", "enterprise"],
  advice: "Put the extension's URN into schemas when a PATCH gives the resource its first attribute of that extension.",
  run: async (t) => {
    const stored = await t.make.user({ overrides: enterpriseOf(t) });
    const kept = valueAt((await readBack(t, stored.path)).resource, ENTERPRISE_USER_URN, "employeeNumber");
    if (isUnassigned(kept)) t.skip("the target does not keep employeeNumber");
    const user = await t.make.user();
    const value = `P-${t.runId}`;
    const path = `${ENTERPRISE_USER_URN}:employeeNumber`;
    const patch = await t.patch(user.path, [{ op: "add", path, value }]);
    if (!isSuccess(patch)) t.skip(`PATCH with the path ${path} is refused`);
    const isAdded = (read: JsonObject): boolean => valueAt(read, ENTERPRISE_USER_URN, "employeeNumber") === value;
    const { reply, resource } = await readBack(t, user.path, isAdded);
    verifyThat(isAdded(resource), reply, {
      reason: "PATCH is answered as a success, but the attribute is not in the extension's object",
      expected: shown(value),
      actual: shown(valueAt(resource, ENTERPRISE_USER_URN)),
      at: `/${ENTERPRISE_USER_URN}/employeeNumber`,
    });
    const schemas = valueAt(resource, "schemas");
    verifyThat(isArray(schemas) && schemas.some((urn) => sameText(urn, ENTERPRISE_USER_URN)), reply, {
      reason: "PATCH adds an attribute of an extension without its URN in schemas",
      expected: `schemas with ${ENTERPRISE_USER_URN}`,
      actual: shown(schemas),
      at: "/schemas",
    });
  },
  defects: [
    {
      name: "patch-does-not-add-the-extension-to-schemas",
      breaks: "RFC7644-3.5.2-14",
      wrap: (next) => {
        const patchedUrls = new Set<string>();
        return async (request) => {
          if (request.method === "PATCH") patchedUrls.add(request.url);
          const stale = tamperResources({ method: "GET" }, (user) => ({ ...user, schemas: firstOf(user["schemas"]) }));
          return (patchedUrls.has(request.url) ? stale(next) : next)(request);
        };
      },
    },
    {
      name: "patch-by-extension-urn-changes-nothing",
      breaks: "RFC7644-3.5.2-14",
      wrap: (next) => async (request) => {
        const body = request.method === "PATCH" ? await readJson(request) : undefined;
        if (!isObject(body) || !JSON.stringify(body).includes(`${ENTERPRISE_USER_URN}:`)) return next(request);
        const operation = { op: "replace", path: "active", value: true };
        return next(withBody(request, { ...body, Operations: [operation] }));
      },
    },
  ],
});

/** Extensions of users in general. */
export const extensionChecks: readonly Check[] = [required, patched];

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

async function verifyCarries(t: CheckContext, path: string, urn: string): Promise<void> {
  const { reply, resource } = await readBack(t, path);
  const schemas = valueAt(resource, "schemas");
  verifyThat(isArray(schemas) && schemas.some((schema) => sameText(schema, urn)), reply, {
    reason: `A user is without ${urn}, which /ResourceTypes requires`,
    expected: ["a 4xx status at the create", `schemas with ${urn}`],
    actual: shown(schemas),
    at: "/schemas",
  });
}

function firstOf(schemas: Json | undefined): Json {
  return isArray(schemas) ? schemas.slice(0, 1) : [];
}
