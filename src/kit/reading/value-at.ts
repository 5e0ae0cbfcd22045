import { getIgnoreCase, isArray, isObject, sameName } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";

/** The value at a path of a resource, one name after the other, whatever their letter case. */
export function valueAt(resource: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce((value, name) => (isObject(value) ? getIgnoreCase(value, name) : undefined), resource);
}

/** The resource with some members replaced, however their names are spelled in it; undefined takes one away. */
export function changed(resource: JsonObject, changes: JsonObject): JsonObject {
  const names = Object.keys(changes);
  const others = Object.entries(resource).filter(([name]) => !names.some((changing) => sameName(changing, name)));
  return { ...Object.fromEntries(others), ...changes };
}

/** True for what RFC 7643 section 2.5 calls unassigned: absent, null or an empty list. */
export function isUnassigned(value: Json | undefined): value is undefined | null | readonly [] {
  return value === undefined || value === null || (isArray(value) && value.length === 0);
}

/** True when two values are the same text but for letter case. */
export function sameText(a: Json | undefined, b: Json | undefined): boolean {
  return typeof a === "string" && typeof b === "string" && a.toLowerCase() === b.toLowerCase();
}

/** The objects in a multi-valued attribute; empty when it is not an array. */
export function itemsAt(resource: Json | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const value = valueAt(resource, ...path);
  return isArray(value) ? value.filter(isObject) : [];
}

/** The `value` of each item of a multi-valued attribute, in lower case and sorted. */
export function valuesOf(resource: Json | undefined, attribute: string): readonly string[] {
  return itemsAt(resource, attribute)
    .map((item) => String(valueAt(item, "value")).toLowerCase())
    .toSorted();
}
