import { getIgnoreCase, isArray, isObject, sameName } from "../json.ts";
import type { Json, JsonObject } from "../json.ts";
import { SCHEMA_URN } from "../urns.ts";

/** Data type of an attribute (RFC 7643 section 2.3). */
export type AttributeType =
  | "string"
  | "boolean"
  | "decimal"
  | "integer"
  | "dateTime"
  | "reference"
  | "binary"
  | "complex";
/** Who may change an attribute, and when (RFC 7643 section 7). */
export type Mutability = "readOnly" | "readWrite" | "immutable" | "writeOnly";
/** When an attribute appears in a response (RFC 7643 section 7). */
export type Returned = "always" | "never" | "default" | "request";
/** How far the values of an attribute must differ (RFC 7643 section 7). */
export type Uniqueness = "none" | "server" | "global";

/** An attribute with all its characteristics (RFC 7643 section 7). */
export interface SchemaAttribute {
  readonly name: string;
  readonly type: AttributeType;
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: Mutability;
  readonly returned: Returned;
  readonly uniqueness: Uniqueness;
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly SchemaAttribute[];
}

/** A schema: the attributes that a URN stands for. */
export interface Schema {
  /** The URN. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly SchemaAttribute[];
}

/** What an attribute must declare; the rest follows from the defaults of RFC 7643 section 2.2. */
export type AttributeDefinition = Pick<SchemaAttribute, "name"> & Partial<SchemaAttribute>;

/** An attribute with the defaults of RFC 7643 section 2.2 for everything that the definition leaves out. */
export function defineAttribute(definition: AttributeDefinition): SchemaAttribute {
  return {
    type: "string",
    multiValued: false,
    description: "",
    required: false,
    caseExact: false,
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
    ...definition,
  };
}

/**
 * Whether the values of an attribute are compared with regard to letter case: as declared for strings, always for
 * references and binaries (RFC 7643 sections 2.3.6 and 2.3.7).
 */
export function isCaseExact(attribute: SchemaAttribute): boolean {
  return attribute.caseExact || attribute.type === "reference" || attribute.type === "binary";
}

const TYPES: readonly AttributeType[] = [
  "string",
  "boolean",
  "decimal",
  "integer",
  "dateTime",
  "reference",
  "binary",
  "complex",
];
const MUTABILITIES: readonly Mutability[] = ["readOnly", "readWrite", "immutable", "writeOnly"];
const RETURNED: readonly Returned[] = ["always", "never", "default", "request"];
const UNIQUENESSES: readonly Uniqueness[] = ["none", "server", "global"];
// A foreign document may nest as deep as it likes; the deepest in the RFCs is attributes.subAttributes.name.
const MAX_DEPTH = 8;

/** The schema as it is served at /Schemas (RFC 7643 section 7); `location` is the URI of that very resource. */
export function toSchemaResource(schema: Schema, location: string): JsonObject {
  return {
    schemas: [SCHEMA_URN],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(toAttributeResource),
    meta: { resourceType: "Schema", location },
  };
}

/**
 * Reads a schema document of a foreign server, tolerantly: letter case is ignored, defaults fill the gaps, what is not
 * understood is left out. Undefined when it is no schema at all: no object, or without an id.
 */
export function parseSchemaResource(json: unknown): Schema | undefined {
  if (!isObject(json)) return undefined;
  const id = getIgnoreCase(json, "id");
  if (typeof id !== "string" || id === "") return undefined;
  return {
    id,
    name: text(json, "name") ?? id,
    description: text(json, "description") ?? "",
    attributes: parseAttributes(getIgnoreCase(json, "attributes"), 1),
  };
}

function toAttributeResource(attribute: SchemaAttribute): JsonObject {
  const { name, type, multiValued, description, required, mutability, returned } = attribute;
  return {
    name,
    type,
    ...(attribute.subAttributes && { subAttributes: attribute.subAttributes.map(toAttributeResource) }),
    multiValued,
    description,
    required,
    ...(attribute.canonicalValues && { canonicalValues: attribute.canonicalValues }),
    ...(isTextual(type) && { caseExact: attribute.caseExact }),
    mutability,
    returned,
    // Complex and boolean attributes have no uniqueness (RFC 7643 erratum 6004), nor have dates.
    ...((isTextual(type) || type === "integer" || type === "decimal") && { uniqueness: attribute.uniqueness }),
    ...(attribute.referenceTypes && { referenceTypes: attribute.referenceTypes }),
  };
}

function isTextual(type: AttributeType): boolean {
  return type === "string" || type === "reference" || type === "binary";
}

function parseAttributes(json: Json | undefined, depth: number): readonly SchemaAttribute[] {
  if (!isArray(json) || depth > MAX_DEPTH) return [];
  return json.flatMap((item) => (isObject(item) ? parseAttribute(item, depth) : []));
}

function parseAttribute(json: JsonObject, depth: number): readonly SchemaAttribute[] {
  const name = text(json, "name");
  if (name === undefined || name === "") return [];
  const subAttributes = parseAttributes(getIgnoreCase(json, "subAttributes"), depth + 1);
  const canonicalValues = texts(json, "canonicalValues");
  const referenceTypes = texts(json, "referenceTypes");
  const attribute = defineAttribute({
    name,
    type: oneOf(TYPES, text(json, "type")) ?? (subAttributes.length > 0 ? "complex" : "string"),
    multiValued: getIgnoreCase(json, "multiValued") === true,
    description: text(json, "description") ?? "",
    required: getIgnoreCase(json, "required") === true,
    caseExact: getIgnoreCase(json, "caseExact") === true,
    mutability: oneOf(MUTABILITIES, text(json, "mutability")) ?? "readWrite",
    returned: oneOf(RETURNED, text(json, "returned")) ?? "default",
    uniqueness: oneOf(UNIQUENESSES, text(json, "uniqueness")) ?? "none",
    ...(canonicalValues.length > 0 && { canonicalValues }),
    ...(referenceTypes.length > 0 && { referenceTypes }),
    ...(subAttributes.length > 0 && { subAttributes }),
  });
  return [attribute];
}

function text(json: JsonObject, key: string): string | undefined {
  const value = getIgnoreCase(json, key);
  return typeof value === "string" ? value : undefined;
}

function texts(json: JsonObject, key: string): readonly string[] {
  const value = getIgnoreCase(json, key);
  return isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function oneOf<T extends string>(allowed: readonly T[], value: string | undefined): T | undefined {
  return value === undefined ? undefined : allowed.find((candidate) => sameName(candidate, value));
}
