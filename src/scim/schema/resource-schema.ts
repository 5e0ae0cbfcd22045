import { formatAttributePath } from "../attribute-path.ts";
import type { AttributePath } from "../attribute-path.ts";
import { sameName } from "../json.ts";
import { defineAttribute } from "./schema.ts";
import type { Schema, SchemaAttribute } from "./schema.ts";
import { sameUrn } from "../urns.ts";

/** An extension of a resource type (RFC 7643 section 6). */
export interface SchemaExtension {
  readonly schema: Schema;
  /** Whether every resource must carry the extension. */
  readonly required: boolean;
}

/** Everything that a resource of one type may hold: its core schema and its extensions. */
export interface ResourceSchema {
  readonly core: Schema;
  readonly extensions: readonly SchemaExtension[];
}

/** Where a path leads in a resource. */
export interface ResolvedPath {
  /** URN of the extension whose object holds the attribute; absent at the top level. */
  readonly container?: string;
  /** The attribute; for a bare extension URN, a complex attribute of that name. */
  readonly attribute: SchemaAttribute;
  readonly sub?: SchemaAttribute;
}

/** Attributes that every resource has, whatever its schema (RFC 7643 sections 3 and 3.1). */
export const COMMON_ATTRIBUTES: readonly SchemaAttribute[] = [
  // No characteristics are given for it: URNs compare without case, and it names what a representation holds.
  defineAttribute({
    name: "schemas",
    multiValued: true,
    description: "URNs of the schemas that define the attributes of the resource.",
    required: true,
    returned: "always",
  }),
  defineAttribute({
    name: "id",
    description: "Identifier that the service provider gave the resource.",
    required: true,
    caseExact: true,
    mutability: "readOnly",
    returned: "always",
    uniqueness: "global",
  }),
  defineAttribute({
    name: "externalId",
    description: "Identifier that the provisioning client gave the resource.",
    caseExact: true,
  }),
  defineAttribute({
    name: "meta",
    type: "complex",
    description: "What the service provider notes about the resource.",
    required: true,
    mutability: "readOnly",
    subAttributes: [
      defineMeta("resourceType", "Name of the resource type.", true),
      { ...defineMeta("created", "When the resource was added.", true), type: "dateTime", caseExact: false },
      { ...defineMeta("lastModified", "When it was last changed.", true), type: "dateTime", caseExact: false },
      { ...defineMeta("location", "URI of the resource.", true), type: "reference", referenceTypes: ["uri"] },
      defineMeta("version", "Entity tag of this state of the resource.", false),
    ],
  }),
];

/**
 * Where a path leads, regardless of letter case; undefined when there is no such attribute. Attributes of an extension
 * are found by their full name only (RFC 7644 section 3.10).
 */
export function resolvePath(schema: ResourceSchema, path: AttributePath): ResolvedPath | undefined {
  const { urn } = path;
  if (urn === undefined || sameUrn(urn, schema.core.id)) return resolveIn(topLevelAttributes(schema), path);
  const text = formatAttributePath(path);
  const whole = schema.extensions.find((extension) => sameUrn(extension.schema.id, text));
  if (whole !== undefined) return { attribute: toExtensionAttribute(whole) };
  const extension = schema.extensions.find((candidate) => sameUrn(candidate.schema.id, urn));
  const resolved = extension && resolveIn(extension.schema.attributes, path);
  return resolved && { container: extension.schema.id, ...resolved };
}

/** The attribute of this name, regardless of letter case. */
export function attributeByName(attributes: readonly SchemaAttribute[], name: string): SchemaAttribute | undefined {
  return attributes.find((attribute) => sameName(attribute.name, name));
}

/** All members that the JSON of a resource may have: common and core attributes, and one object an extension. */
export function memberAttributes(schema: ResourceSchema): readonly SchemaAttribute[] {
  return [...topLevelAttributes(schema), ...schema.extensions.map(toExtensionAttribute)];
}

/** Whether an attribute stands for a whole extension: it is named by a URN. */
export function isExtension(attribute: SchemaAttribute): boolean {
  return attribute.name.includes(":");
}

/** The extension with this URN, regardless of letter case. */
export function findExtension(schema: ResourceSchema, urn: string): SchemaExtension | undefined {
  return schema.extensions.find((extension) => sameUrn(extension.schema.id, urn));
}

// RFC 7643 section 3.1: where a schema lists a common attribute itself, the common characteristics take precedence.
function topLevelAttributes(schema: ResourceSchema): readonly SchemaAttribute[] {
  const own = schema.core.attributes.filter(
    (attribute) => attributeByName(COMMON_ATTRIBUTES, attribute.name) === undefined,
  );
  return [...COMMON_ATTRIBUTES, ...own];
}

function toExtensionAttribute({ schema, required }: SchemaExtension): SchemaAttribute {
  return defineAttribute({
    name: schema.id,
    type: "complex",
    description: schema.description,
    required,
    subAttributes: schema.attributes,
  });
}

function resolveIn(attributes: readonly SchemaAttribute[], path: AttributePath): ResolvedPath | undefined {
  const attribute = attributeByName(attributes, path.name);
  if (attribute === undefined || path.sub === undefined) return attribute && { attribute };
  const sub = attributeByName(attribute.subAttributes ?? [], path.sub);
  return sub && { attribute, sub };
}

function defineMeta(name: string, description: string, required: boolean): SchemaAttribute {
  return defineAttribute({ name, description, required, caseExact: true, mutability: "readOnly" });
}
