import type { JsonObject } from "../../scim/json.ts";
import { compileProjection, parseProjection } from "../../scim/projection.ts";
import type { ResourceSchema } from "../../scim/schema/resource-schema.ts";

/** Cuts a resource down to what is to be shown. */
export type Project = (resource: JsonObject) => JsonObject;

/** Reads `attributes` and `excludedAttributes` of a query (RFC 7644 section 3.9). @throws ScimError 400 invalidValue */
export type ProjectionReader = (query: URLSearchParams) => Project;

/** A reader for one resource type. What nearly every request asks for, which is everything, is compiled but once. */
export function createProjectionReader(schema: ResourceSchema): ProjectionReader {
  const everything = compileProjection({}, schema);
  return (query) => {
    const attributes = query.get("attributes");
    const excludedAttributes = query.get("excludedAttributes");
    if (attributes === null && excludedAttributes === null) return everything;
    return compileProjection(parseProjection({ attributes, excludedAttributes }), schema);
  };
}
