import type { JsonObject } from "../scim/json.ts";
import type { ResourceSchema } from "../scim/resource-schema.ts";
import type { StoredResource } from "./ports.ts";

/** The URI of a resource below the base URL. */
export function locationOf({ type, id }: StoredResource, baseUrl: string): string {
  return `${baseUrl}/${type}s/${id}`;
}

/** The resource with everything that the server adds: schemas, id and meta. A password is left out. */
export function toRepresentation(resource: StoredResource, schema: ResourceSchema, baseUrl: string): JsonObject {
  const { password: _, ...attributes } = resource.attributes;
  return {
    schemas: schemasOf(attributes, schema),
    id: resource.id,
    ...attributes,
    meta: {
      resourceType: resource.type,
      created: new Date(resource.created).toISOString(),
      lastModified: new Date(resource.lastModified).toISOString(),
      location: locationOf(resource, baseUrl),
    },
  };
}

/** The core schema and each extension that the resource uses (RFC 7643 section 3.3). */
export function schemasOf(attributes: JsonObject, schema: ResourceSchema): readonly string[] {
  const used = schema.extensions.map((extension) => extension.schema.id).filter((urn) => attributes[urn] !== undefined);
  return [schema.core.id, ...used];
}
