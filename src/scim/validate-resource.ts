import type { JsonObject } from "./json.ts";
import type { ResourceSchema } from "./resource-schema.ts";

/**
 * What a service provider makes of the body of a POST or PUT: names in the schema's spelling, types checked, unknown and
 * readOnly attributes left out, unassigned ones (null, empty array) too; `schemas` lists what is in use.
 * @throws ScimError 400 invalidSyntax or invalidValue
 */
export function normaliseResource(input: JsonObject, schema: ResourceSchema): JsonObject {
  throw new Error(String(input) + schema.core.id);
}
