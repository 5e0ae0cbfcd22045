import { verifyRequired } from "../attribute-value.ts";
import { getOwn, isArray, isObject, jsonEqual } from "../json.ts";
import type { Json, JsonObject } from "../json.ts";
import { withMember } from "./element.ts";
import { mutabilityError } from "./target.ts";
import type { PatchTarget } from "./target.ts";
import { findExtension, isExtension } from "../schema/resource-schema.ts";
import type { ResourceSchema } from "../schema/resource-schema.ts";
import { listSchemas } from "../schema/schemas-attribute.ts";

/** What the attribute of a target holds in a resource; undefined when it is unassigned. */
export function readTarget(resource: JsonObject, { container, attribute }: PatchTarget): Json | undefined {
  const parent = container === undefined ? resource : getOwn(resource, container);
  const value = isObject(parent) ? getOwn(parent, attribute.name) : undefined;
  return value === null ? undefined : unlessEmpty(value);
}

/** A value for the attribute of a target. */
export interface Assignment {
  readonly target: PatchTarget;
  readonly value: Json | undefined;
}

/** The resource with the value set, or without the attribute; its `schemas` follow. @throws ScimError 400 mutability */
export function writeTarget(resource: JsonObject, { target, value }: Assignment, schema: ResourceSchema): JsonObject {
  const { container, attribute } = target;
  if (container === undefined) {
    const changed = withMember(resource, attribute.name, value) ?? {};
    return isExtension(attribute) ? withUrnListed(changed, attribute.name, schema) : changed;
  }
  const parent = getOwn(resource, container);
  const members = withMember(isObject(parent) ? parent : {}, attribute.name, value);
  if (members === undefined && findExtension(schema, container)?.required === true) {
    throw mutabilityError(`Schema '${container}' is required and cannot be removed.`);
  }
  return withUrnListed(withMember(resource, container, members) ?? {}, container, schema);
}

/** How an attribute changes. */
export interface Transition {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Throws when the attribute may not change like that. @throws ScimError 400 mutability or invalidValue */
export function verifyTransition({ attribute }: PatchTarget, { before, after }: Transition): void {
  if (attribute.mutability === "immutable" && before !== undefined) {
    throw mutabilityError(`Attribute '${attribute.name}' is immutable and has a value already.`);
  }
  if (attribute.required && after === undefined) {
    throw mutabilityError(`Attribute '${attribute.name}' is required and cannot be removed.`);
  }
  // Whether an extension is complete can be told after the last operation only.
  if (after !== undefined && !isExtension(attribute)) verifyRequired(attribute, after, attribute.name);
}

/** An empty list is an unassigned attribute (RFC 7643 section 2.5). */
export function unlessEmpty(value: Json | undefined): Json | undefined {
  return isArray(value) && value.length === 0 ? undefined : value;
}

/** `schemas` names an extension as soon as it has a value, and no longer when it has none (RFC 7644 section 3.5.2). */
function withUrnListed(resource: JsonObject, urn: string, schema: ResourceSchema): JsonObject {
  const isUsed = getOwn(resource, urn) !== undefined;
  const schemas = listSchemas(resource, schema).filter((listed) => isUsed || listed !== urn);
  return jsonEqual(getOwn(resource, "schemas"), schemas) ? resource : { ...resource, schemas };
}
