import { invalidValue } from "../error.ts";
import { describeJson, getOwn, isArray } from "../json.ts";
import type { Json, JsonObject } from "../json.ts";
import { findExtension } from "./resource-schema.ts";
import type { ResourceSchema } from "./resource-schema.ts";
import { sameUrn } from "../urns.ts";

// Other resource types and messages: naming one of them here is a mistake, not a foreign extension.
const RESERVED = /^urn:ietf:params:scim:(schemas:core|api:messages):/i;

/**
 * The URNs of a client's `schemas` that this resource type knows, in the schemas' spelling, each once. URNs of foreign
 * extensions are left out: identity providers send them, and refusing them breaks provisioning.
 * @throws ScimError 400 invalidValue for what is no URN, or is that of another resource type or of a message
 */
export function toKnownUrns(values: readonly Json[], schema: ResourceSchema): readonly string[] {
  return [...new Set(values.flatMap((value) => toKnownUrn(value, schema)))];
}

/** The `schemas` of a resource: the core URN, those it has already, and those of the extensions that have a value. */
export function listSchemas(resource: JsonObject, schema: ResourceSchema): readonly string[] {
  const current = getOwn(resource, "schemas");
  const named = isArray(current) ? toKnownUrns(current, schema) : [];
  const used = schema.extensions.map(({ schema: { id } }) => id).filter((urn) => getOwn(resource, urn) !== undefined);
  return [...new Set([schema.core.id, ...named, ...used])];
}

function toKnownUrn(value: Json, schema: ResourceSchema): readonly string[] {
  if (typeof value !== "string")
    throw invalidValue(`Attribute 'schemas' must hold URNs, found ${describeJson(value)}.`);
  if (sameUrn(value, schema.core.id)) return [schema.core.id];
  const extension = findExtension(schema, value);
  if (extension !== undefined) return [extension.schema.id];
  if (!RESERVED.test(value)) return [];
  throw invalidValue(`Attribute 'schemas' holds '${value}', but this resource is described by '${schema.core.id}'.`);
}
