import type { Filter } from "./filter-syntax.ts";
import type { Json, JsonObject } from "./json.ts";
import type { ResourceSchema } from "./resource-schema.ts";
import type { SchemaAttribute } from "./schema.ts";

/** Whether a resource, in the schema's own spelling, matches a filter. @throws ScimError 400 invalidFilter */
export function matchesFilter(filter: Filter, resource: JsonObject, schema: ResourceSchema): boolean {
  return compileFilter(filter, schema)(resource);
}

/** The filter as a function of the resource: compile once, match many. @throws ScimError 400 invalidFilter */
export function compileFilter(filter: Filter, schema: ResourceSchema): (resource: JsonObject) => boolean {
  throw new Error(filter.kind + schema.core.id);
}

/** The filter inside `[ ]` as a function of one value of the attribute. @throws ScimError 400 invalidFilter */
export function compileValueFilter(filter: Filter, attribute: SchemaAttribute): (value: Json) => boolean {
  throw new Error(filter.kind + attribute.name);
}
