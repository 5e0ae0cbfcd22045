import type { AttributePath } from "./attribute-path.ts";
import type { JsonObject } from "./json.ts";
import type { ResourceSchema } from "./resource-schema.ts";

/** What of a resource a client wants to see (RFC 7644 section 3.9). At most one of the two is there. */
export interface Projection {
  readonly attributes?: readonly AttributePath[];
  readonly excludedAttributes?: readonly AttributePath[];
}

/** The two parameters as they arrive: a query's comma-separated text (null when absent), or a search request's list. */
export interface ProjectionParameters {
  readonly attributes?: string | readonly string[] | null | undefined;
  readonly excludedAttributes?: string | readonly string[] | null | undefined;
}

/** Reads the two parameters. @throws ScimError 400 invalidValue when both are given, or a name is malformed */
export function parseProjection(parameters: ProjectionParameters): Projection {
  throw new Error(String(parameters.attributes));
}

/** The resource as it is returned; `schemas` and `id` are always kept. */
export function projectResource(resource: JsonObject, projection: Projection, schema: ResourceSchema): JsonObject {
  throw new Error(String(resource) + String(projection) + schema.core.id);
}
