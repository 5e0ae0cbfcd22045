import { DATE_TIME } from "../date-time.ts";
import type { Json, JsonObject } from "../json.ts";
import { memberAttributes } from "./resource-schema.ts";
import type { ResourceSchema } from "./resource-schema.ts";
import type { AttributeType, SchemaAttribute } from "./schema.ts";
import { RESOURCE_TYPE_URN, SCHEMA_URN, SERVICE_PROVIDER_CONFIG_URN } from "../urns.ts";

// The service provider's own documents need no id or meta (RFC 7643 section 3.1), and a resource type no extensions
// (section 6).
const OPTIONAL: ReadonlyMap<string, readonly string[]> = new Map([
  [SERVICE_PROVIDER_CONFIG_URN, ["id", "meta"]],
  [RESOURCE_TYPE_URN, ["id", "meta", "schemaExtensions"]],
  [SCHEMA_URN, ["meta"]],
]);
const BASE64 = "^[A-Za-z0-9+/_-]*={0,2}$";

/**
 * JSON Schema (2020-12) of a resource as a service provider returns it without a projection: JSON type and plurality of
 * every attribute (RFC 7643 sections 2.3 and 2.4), null standing for unassigned, the required ones present. Members that
 * the schema does not know are let be.
 */
export function toJsonSchema(schema: ResourceSchema): JsonObject {
  const optional = OPTIONAL.get(schema.core.id) ?? [];
  const attributes = memberAttributes(schema).map((attribute) =>
    optional.includes(attribute.name) ? toOptional(attribute) : attribute,
  );
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: schema.core.name,
    ...toObjectSchema(attributes),
    type: "object",
  };
}

function toOptional(attribute: SchemaAttribute): SchemaAttribute {
  if (attribute.name !== "meta") return { ...attribute, required: false };
  return { ...attribute, required: false, subAttributes: (attribute.subAttributes ?? []).map(toOptional) };
}

function toObjectSchema(attributes: readonly SchemaAttribute[]): JsonObject {
  const entries = attributes.map((attribute): readonly [string, Json] => [attribute.name, toValueSchema(attribute)]);
  return {
    properties: Object.fromEntries(entries),
    required: attributes.filter(isAlwaysThere).map((attribute) => attribute.name),
  };
}

/** Required, and returned without being asked for. */
function isAlwaysThere({ required, returned }: SchemaAttribute): boolean {
  return required && (returned === "always" || returned === "default");
}

function toValueSchema(attribute: SchemaAttribute): JsonObject {
  const single = toSingleSchema(attribute);
  if (!attribute.multiValued) return isAlwaysThere(attribute) ? single : orNull(single);
  if (!isAlwaysThere(attribute)) return { type: ["array", "null"], items: orNull(single) };
  return { type: "array", minItems: 1, items: single };
}

function toSingleSchema(attribute: SchemaAttribute): JsonObject {
  if (attribute.type !== "complex") return toSimpleSchema(attribute.type);
  return { type: "object", ...toObjectSchema(attribute.subAttributes ?? []) };
}

function toSimpleSchema(type: Exclude<AttributeType, "complex">): JsonObject {
  switch (type) {
    case "boolean":
      return { type: "boolean" };
    case "integer":
      return { type: "integer" };
    case "decimal":
      return { type: "number" };
    case "dateTime":
      return { type: "string", pattern: DATE_TIME.source };
    case "binary":
      return { type: "string", pattern: BASE64 };
    case "string":
    case "reference":
      return { type: "string" };
  }
}

// A pattern, properties or items apply to their own JSON type only, so that widening the type is enough.
function orNull(schema: JsonObject): JsonObject {
  return { ...schema, type: [schema["type"] ?? "object", "null"] };
}
