import type { JsonObject } from "./json.ts";
import type { ResourceSchema } from "./resource-schema.ts";

/** JSON Schema (2020-12) of a resource as a service provider returns it. */
export function toJsonSchema(schema: ResourceSchema): JsonObject {
  throw new Error(schema.core.id);
}
