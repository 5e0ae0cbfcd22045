import type { JsonObject } from "../../scim/json.ts";
import type { ResourceSchema } from "../../scim/schema/resource-schema.ts";
import type { StoredResource } from "../ports.ts";

/** The URI of a resource below the base URL. */
export function locationOf({ type, id }: StoredResource, baseUrl: string): string {
  return `${baseUrl}/${type}s/${encodeURIComponent(id)}`;
}

/** The resource with everything that the server adds: schemas, id and meta. A password is left out. */
export function toRepresentation(resource: StoredResource, schema: ResourceSchema, baseUrl: string): JsonObject {
  const attributes = withoutPassword(resource.attributes);
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

// Queries run over the representations of all users, and few have a password: copying the rest would cost them all.
function withoutPassword(attributes: JsonObject): JsonObject {
  if (attributes["password"] === undefined) return attributes;
  const { password: _, ...others } = attributes;
  return others;
}

/** The core schema and each extension that the resource uses (RFC 7643 section 3.3). */
function schemasOf(attributes: JsonObject, { core, extensions }: ResourceSchema): readonly string[] {
  const schemas = [core.id];
  for (const { schema } of extensions) if (attributes[schema.id] !== undefined) schemas.push(schema.id);
  return schemas;
}
