import type { JsonObject } from "../../scim/json.ts";

/** Of a resource what is stored: all but what the server adds when it answers. */
export function omitServerAttributes(resource: JsonObject): JsonObject {
  const { schemas: _schemas, id: _id, meta: _meta, ...attributes } = resource;
  return attributes;
}
