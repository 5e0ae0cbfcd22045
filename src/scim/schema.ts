import type { JsonObject } from "./json.ts";

/** Data type of an attribute (RFC 7643 section 2.3). */
export type AttributeType = "string" | "boolean" | "decimal" | "integer" | "dateTime" | "reference" | "binary" | "complex";
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

/** What has to be said of an attribute; the rest follows from the defaults of RFC 7643 section 2.2. */
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

/** The schema as it is served at /Schemas; `location` is the URI of that very resource. */
export function toSchemaResource(schema: Schema, location: string): JsonObject {
  throw new Error(`${schema.id} ${location}`);
}

/**
 * Reads a schema document of a foreign server, tolerantly: letter case is ignored, defaults fill the gaps.
 * Undefined when it is no schema at all: no object, or without an id.
 */
export function parseSchemaResource(json: unknown): Schema | undefined {
  throw new Error(String(json));
}
