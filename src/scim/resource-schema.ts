import type { AttributePath } from "./attribute-path.ts";
import { defineAttribute } from "./schema.ts";
import type { Schema, SchemaAttribute } from "./schema.ts";

/** An extension of a resource type. */
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
  /** URN of the extension whose object holds the attribute; undefined at the top level. */
  readonly container?: string;
  /** The attribute; for a bare extension URN, a complex attribute named like the URN. */
  readonly attribute: SchemaAttribute;
  readonly sub?: SchemaAttribute;
}

/** Attributes that every resource has, whatever its schema (RFC 7643 sections 3 and 3.1). */
export const COMMON_ATTRIBUTES: readonly SchemaAttribute[] = [defineAttribute({ name: "id" })];

/** The attribute or sub-attribute that a path names, regardless of letter case; undefined when the schemas have none such. */
export function findAttribute(schema: ResourceSchema, path: AttributePath): SchemaAttribute | undefined {
  throw new Error(schema.core.id + path.name);
}

/** Where a path leads, regardless of letter case; undefined when the schemas have no such attribute. */
export function resolvePath(schema: ResourceSchema, path: AttributePath): ResolvedPath | undefined {
  throw new Error(schema.core.id + path.name);
}
