import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { isObject } from "../../../src/scim/json.ts";

/**
 * The object with others' members merged in, in place: an absent member leaves what is there, null drops it, an object is
 * merged into the object that is there, anything else replaces. Names match in any letter case (RFC 7643 section 2.1).
 */
export function mergeMembers(object: JsonObject, members: JsonObject): JsonObject {
  const result: Record<string, Json | undefined> = { ...object };
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined) continue;
    const key = Object.keys(result).find((candidate) => candidate.toLowerCase() === name.toLowerCase()) ?? name;
    const merged = mergeValue(result[key], value);
    if (merged === undefined) delete result[key];
    else result[key] = merged;
  }
  return result;
}

function mergeValue(present: Json | undefined, value: Json): Json | undefined {
  if (value === null) return undefined;
  if (!isObject(value)) return value;
  const merged = mergeMembers(isObject(present) ? present : {}, value);
  return Object.keys(merged).length === 0 ? undefined : merged;
}
