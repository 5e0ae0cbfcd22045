import { verifyRequired } from "./attribute-value.ts";
import { getOwn, isArray, isObject, jsonEqual } from "./json.ts";
import type { Json, JsonObject } from "./json.ts";
import { settlePrimary } from "./multi-value.ts";
import { addValue } from "./patch-add.ts";
import { withMember } from "./patch-element.ts";
import { expandOperation } from "./patch-expand.ts";
import type { PatchChange } from "./patch-expand.ts";
import { removeValue } from "./patch-remove.ts";
import { replaceValue } from "./patch-replace.ts";
import type { PatchOperation } from "./patch-request.ts";
import { patchSchemas } from "./patch-schemas.ts";
import { mutabilityError, toList } from "./patch-target.ts";
import type { PatchTarget } from "./patch-target.ts";
import { findExtension, isExtension, memberAttributes } from "./resource-schema.ts";
import type { ResourceSchema } from "./resource-schema.ts";
import { listSchemas } from "./schemas-attribute.ts";

/**
 * The resource after all operations, one after the other (RFC 7644 section 3.5.2). The resource given is left as it is,
 * and is itself the result when the operations change nothing; a failing operation throws, so that nothing of the others
 * is to be seen. The resource is in the schema's own spelling, as `normaliseResource` gives it.
 * @throws ScimError 400: invalidPath, invalidFilter, noTarget, invalidValue or mutability
 */
export function applyPatch(
  resource: JsonObject,
  operations: readonly PatchOperation[],
  schema: ResourceSchema,
): JsonObject {
  const result = operations
    .values()
    .flatMap((operation) => expandOperation(operation, schema))
    .reduce((current, change) => applyChange(current, change, schema), resource);
  for (const attribute of memberAttributes(schema).filter(isExtension)) {
    const value = getOwn(result, attribute.name);
    if (value !== getOwn(resource, attribute.name)) verifyRequired(attribute, value, attribute.name);
  }
  return jsonEqual(result, resource) ? resource : result;
}

function applyChange(resource: JsonObject, change: PatchChange, schema: ResourceSchema): JsonObject {
  const { target } = change;
  if (target.attribute.name === "schemas" && target.container === undefined) {
    return patchSchemas(resource, change, schema);
  }
  const before = readTarget(resource, target);
  const after = computeValue(change, before);
  if (jsonEqual(before, after)) return resource;
  verifyChange(target, before, after);
  return writeTarget(resource, { target, value: after }, schema);
}

function computeValue({ op, target, value }: PatchChange, before: Json | undefined): Json | undefined {
  if (op === "remove") return unlessEmpty(removeValue(target, before, value));
  const after = (op === "add" ? addValue : replaceValue)(target, before, value ?? null);
  return unlessEmpty(isArray(after) ? settlePrimary(toList(before), after, target.attribute.name) : after);
}

/** An empty list is an unassigned attribute (RFC 7643 section 2.5). */
function unlessEmpty(value: Json | undefined): Json | undefined {
  return isArray(value) && value.length === 0 ? undefined : value;
}

function verifyChange(target: PatchTarget, before: Json | undefined, after: Json | undefined): void {
  const { attribute } = target;
  if (attribute.mutability === "immutable" && before !== undefined) {
    throw mutabilityError(`Attribute '${attribute.name}' is immutable and has a value already.`);
  }
  if (attribute.required && after === undefined) {
    throw mutabilityError(`Attribute '${attribute.name}' is required and cannot be removed.`);
  }
  // Whether an extension is complete can be told after the last operation only.
  if (after !== undefined && !isExtension(attribute)) verifyRequired(attribute, after, attribute.name);
}

function readTarget(resource: JsonObject, { container, attribute }: PatchTarget): Json | undefined {
  const parent = container === undefined ? resource : getOwn(resource, container);
  const value = isObject(parent) ? getOwn(parent, attribute.name) : undefined;
  return value === null ? undefined : unlessEmpty(value);
}

interface Assignment {
  readonly target: PatchTarget;
  readonly value: Json | undefined;
}

function writeTarget(resource: JsonObject, { target, value }: Assignment, schema: ResourceSchema): JsonObject {
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

/** `schemas` names an extension as soon as it has a value, and no longer when it has none (RFC 7644 section 3.5.2). */
function withUrnListed(resource: JsonObject, urn: string, schema: ResourceSchema): JsonObject {
  const isUsed = getOwn(resource, urn) !== undefined;
  const schemas = listSchemas(resource, schema).filter((listed) => isUsed || listed !== urn);
  return jsonEqual(getOwn(resource, "schemas"), schemas) ? resource : { ...resource, schemas };
}
