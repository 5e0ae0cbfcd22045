import type { CheckContext } from "../check-context.ts";
import type { Reply } from "../../exchange/reply.ts";
import { isSuccess } from "../../exchange/reply.ts";
import { toListBody } from "../../exchange/list-body.ts";
import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import { sameUrn } from "../../scim/urns.ts";
import { MAX_PUBLISHED, textOf } from "./published-schemas.ts";

/** Reads the list of resource types for checks of what is in it; without one they do not apply, since `list` reports that. */
export async function readResourceTypes(
  t: CheckContext,
): Promise<{ readonly reply: Reply; readonly types: readonly JsonObject[] }> {
  const reply = await t.get("/ResourceTypes");
  const types = isSuccess(reply) && isObject(reply.body) ? toListBody(reply.body).resources : [];
  if (types.length === 0) t.skip("GET /ResourceTypes gives no list of resource types");
  if (types.length > MAX_PUBLISHED) {
    t.skip(`GET /ResourceTypes lists ${types.length} types, and more than ${MAX_PUBLISHED} are not judged`);
  }
  return { reply, types };
}

/** Each is asked for, or a user is made for it: of a type with more of them than anybody has the first ones do. */
const MAX_EXTENSIONS = 20;

/** The extensions of a resource type, the first twenty of them; empty when there are none. */
export function extensionsOf(type: JsonObject): readonly JsonObject[] {
  const extensions = getIgnoreCase(type, "schemaExtensions");
  return isArray(extensions) ? extensions.filter(isObject).slice(0, MAX_EXTENSIONS) : [];
}

/** The endpoint of a resource type without slashes round it; empty when there is none. */
export function endpointOf(type: JsonObject): string {
  return (textOf(type, "endpoint") ?? "").replace(/^\/+|\/+$/g, "");
}

/** True when the schemas of a resource name this URN. */
export function namesSchema(body: JsonObject, urn: string): boolean {
  const schemas = getIgnoreCase(body, "schemas");
  return isArray(schemas) && schemas.some((schema) => typeof schema === "string" && sameUrn(schema, urn));
}
