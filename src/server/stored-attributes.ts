import type { JsonObject } from "../scim/json.ts";
import { memberAttributes } from "../scim/resource-schema.ts";
import type { ResourceSchema } from "../scim/resource-schema.ts";

/** Of a resource what is stored: all but `schemas`, `id`, `meta` and the other attributes that only the server writes. */
export function omitServerAttributes(resource: JsonObject, schema: ResourceSchema): JsonObject {
  const own = new Set(["schemas", ...readOnlyNames(schema)]);
  return Object.fromEntries(Object.entries(resource).filter(([name]) => !own.has(name)));
}

function readOnlyNames(schema: ResourceSchema): readonly string[] {
  return memberAttributes(schema).flatMap(({ name, mutability }) => (mutability === "readOnly" ? name : []));
}
