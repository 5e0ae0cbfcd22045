import { ScimError } from "./error.ts";
import { getOwn, isObject, jsonEqual } from "./json.ts";
import type { Json, JsonObject } from "./json.ts";
import { attributeByName } from "./schema/resource-schema.ts";
import type { SchemaAttribute } from "./schema/schema.ts";

/**
 * The values and the added ones, none twice: an added value that is there already is merged into the one there
 * (RFC 7644 section 3.5.2.1). A value that does not change stays the same object.
 */
export function addValues(
  attribute: SchemaAttribute,
  values: readonly Json[],
  added: readonly Json[],
): readonly Json[] {
  const result = [...values];
  const known = new Map(values.map((value, index) => [identityOf(attribute, value), index]));
  for (const value of added) {
    const identity = identityOf(attribute, value);
    const index = known.get(identity);
    const present = index === undefined ? undefined : result[index];
    if (index === undefined || present === undefined) known.set(identity, result.push(value) - 1);
    else result[index] = mergeValue(attribute, present, value);
  }
  return result;
}

/** The values without repetition; of values that are the same the sub-attributes are united. */
export function collapseDuplicates(attribute: SchemaAttribute, values: readonly Json[]): readonly Json[] {
  return addValues(attribute, [], values);
}

/** Throws when more than one value is the primary one (RFC 7643 section 2.4). */
export function verifyOnePrimary(values: readonly Json[], name: string): void {
  if (values.filter(isPrimary).length <= 1) return;
  throw new ScimError(400, `Attribute '${name}' has more than one primary value.`, { scimType: "invalidValue" });
}

/** An object with the members of another one set in it; the same object when nothing changes by it. */
export function mergeObject(target: JsonObject, changes: JsonObject): JsonObject {
  const changed = Object.entries(changes).filter(([key, value]) => !jsonEqual(getOwn(target, key), value));
  return changed.length === 0 ? target : { ...target, ...Object.fromEntries(changed) };
}

/**
 * What makes two values the same one: a simple value itself; of a complex one its (type, value) pair (RFC 7643 section
 * 2.4), or its value alone where that is immutable and so identifies it, as a group's members; else all of it.
 */
export function identityOf(attribute: SchemaAttribute, value: Json): string {
  if (!isObject(value)) return JSON.stringify(value);
  const significant = getOwn(value, "value");
  if (significant === undefined) return JSON.stringify(["all", Object.entries(value).toSorted(byKey)]);
  const isIdentifier = attributeByName(attribute.subAttributes ?? [], "value")?.mutability === "immutable";
  return JSON.stringify(isIdentifier ? ["value", significant] : ["pair", getOwn(value, "type") ?? null, significant]);
}

/** The value that is there with what an added one that counts as the same says beside. */
export function mergeValue(attribute: SchemaAttribute, present: Json, added: Json): Json {
  if (!isObject(present) || !isObject(added)) return present;
  const changes = Object.entries(added).filter(([key]) => {
    // An immutable sub-attribute may be added while it has no value, and stays as it is once it has one.
    const isFixed = attributeByName(attribute.subAttributes ?? [], key)?.mutability === "immutable";
    return !isFixed || getOwn(present, key) === undefined;
  });
  return mergeObject(present, Object.fromEntries(changes));
}

/** Whether a value is marked as the primary one. */
export function isPrimary(value: Json | undefined): boolean {
  return isObject(value) && getOwn(value, "primary") === true;
}

/** The value as one that is not primary. */
export function demote(value: JsonObject): JsonObject {
  return { ...value, primary: false };
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
