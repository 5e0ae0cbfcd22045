import { ENTERPRISE_USER_SCHEMA } from "../../scim/schema/core/enterprise-user.ts";
import { GROUP_SCHEMA } from "../../scim/schema/core/group.ts";
import { USER_SCHEMA } from "../../scim/schema/core/user.ts";
import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import type { ResourceSchema, SchemaExtension } from "../../scim/schema/resource-schema.ts";
import { parseSchemaResource } from "../../scim/schema/schema.ts";
import type { Schema } from "../../scim/schema/schema.ts";
import { ENTERPRISE_USER_URN, GROUP_URN, USER_URN, sameUrn } from "../../scim/urns.ts";
import type { TargetFacts } from "../../profile/target-facts.ts";

/** A resource type as the target publishes it, or as RFC 7643 has it when the target publishes none. */
export interface TargetType {
  /** What `meta.resourceType` of its resources says. */
  readonly name: string;
  /** For example `/Users`. */
  readonly endpoint: string;
  /** True when it is in the target's list of resource types. */
  readonly isPublished: boolean;
  /** URNs of the extensions that it declares. */
  readonly extensions: readonly string[];
  /** Its attributes; undefined when no schema of it is known. */
  readonly schema: ResourceSchema | undefined;
  /** True when the target itself publishes the core schema; the RFC's stands in otherwise. */
  readonly isSchemaPublished: boolean;
}

/** Finds the resource type that lives at an endpoint. */
export type TargetTypes = (endpoint: string, facts: TargetFacts | undefined) => TargetType | undefined;

/**
 * Builds a lookup of resource types that reads each target's schemas once. What a target does not publish is taken from
 * RFC 7643: User and Group, their schemas and the enterprise extension.
 */
export function createTargetTypes(): TargetTypes {
  const none = {};
  const known = new WeakMap<object, Map<string, TargetType | undefined>>();
  return (endpoint, facts) => {
    const types = known.get(facts ?? none) ?? new Map<string, TargetType | undefined>();
    known.set(facts ?? none, types);
    if (!types.has(endpoint)) types.set(endpoint, findTargetType(facts, endpoint));
    return types.get(endpoint);
  };
}

/** Finds the resource type that lives at an endpoint, reading the target's schemas anew. */
export function findTargetType(facts: TargetFacts | undefined, endpoint: string): TargetType | undefined {
  const items = (facts?.resourceTypes ?? []).filter(isObject);
  const item = items.find((candidate) => endpointOf(candidate) === endpoint);
  if (item === undefined) return isArray(facts?.resourceTypes) ? undefined : standardType(facts, endpoint);
  const core = text(item, "schema");
  const extensions = extensionsOf(item);
  return {
    name: text(item, "name"),
    endpoint,
    isPublished: true,
    extensions: extensions.map(({ urn }) => urn),
    schema: toResourceSchema(facts, core, extensions),
    isSchemaPublished: findPublished(facts, core) !== undefined,
  };
}

interface Extension {
  readonly urn: string;
  readonly required: boolean;
}

function standardType(facts: TargetFacts | undefined, endpoint: string): TargetType | undefined {
  const known = STANDARD_TYPES.find((type) => type.endpoint === endpoint);
  if (known === undefined) return undefined;
  const extensions = known.extensions.map((urn) => ({ urn, required: false }));
  return {
    ...known,
    isPublished: false,
    schema: toResourceSchema(facts, known.core, extensions),
    isSchemaPublished: findPublished(facts, known.core) !== undefined,
  };
}

const STANDARD_TYPES = [
  { name: "User", endpoint: "/Users", core: USER_URN, extensions: [ENTERPRISE_USER_URN] },
  { name: "Group", endpoint: "/Groups", core: GROUP_URN, extensions: [] },
] as const;

const STANDARD_SCHEMAS: readonly Schema[] = [USER_SCHEMA, GROUP_SCHEMA, ENTERPRISE_USER_SCHEMA];

function toResourceSchema(
  facts: TargetFacts | undefined,
  core: string,
  extensions: readonly Extension[],
): ResourceSchema | undefined {
  const schema = findSchema(facts, core);
  if (schema === undefined) return undefined;
  return { core: schema, extensions: extensions.flatMap((extension) => toSchemaExtension(facts, extension)) };
}

function toSchemaExtension(facts: TargetFacts | undefined, { urn, required }: Extension): readonly SchemaExtension[] {
  const schema = findSchema(facts, urn);
  return schema === undefined ? [] : [{ schema, required }];
}

function findSchema(facts: TargetFacts | undefined, urn: string): Schema | undefined {
  return findPublished(facts, urn) ?? STANDARD_SCHEMAS.find((schema) => sameUrn(schema.id, urn));
}

function findPublished(facts: TargetFacts | undefined, urn: string): Schema | undefined {
  const item = facts?.schemas?.find((schema) => isObject(schema) && sameUrn(text(schema, "id"), urn));
  return item === undefined ? undefined : parseSchemaResource(item);
}

/** `endpoint` as a path below the base URL; servers write it with and without the slash, and even absolute. */
function endpointOf(type: JsonObject): string {
  const last = text(type, "endpoint")
    .split("/")
    .findLast((part) => part !== "");
  return `/${last ?? ""}`;
}

function extensionsOf(type: JsonObject): readonly Extension[] {
  const list: Json | undefined = getIgnoreCase(type, "schemaExtensions");
  const items = isArray(list) ? list.filter(isObject) : [];
  return items
    .map((item) => ({ urn: text(item, "schema"), required: getIgnoreCase(item, "required") === true }))
    .filter(({ urn }) => urn !== "");
}

function text(object: JsonObject, name: string): string {
  const value = getIgnoreCase(object, name);
  return typeof value === "string" ? value : "";
}
