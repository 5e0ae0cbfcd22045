import { isArray, isObject, jsonEqual } from "../../../scim/json.ts";
import type { Json } from "../../../scim/json.ts";
import { isPattern, readPattern } from "./text-pattern.ts";

/**
 * True when a value is as a document says: the same, a text that a pattern finds, an object with at least these members, a list
 * with something for each item. Null is for what is not there.
 */
export function fits(wanted: Json, found: Json | undefined): boolean {
  if (wanted === null) return found === undefined || found === null;
  if (typeof wanted === "string" && isPattern(wanted))
    return typeof found === "string" && readPattern(wanted).test(found);
  if (isArray(wanted)) return isArray(found) && wanted.every((item) => found.some((one) => fits(item, one)));
  if (!isObject(wanted)) return found !== undefined && jsonEqual(wanted, found);
  return isObject(found) && Object.entries(wanted).every(([name, value]) => fits(value ?? null, found[name]));
}

/** The same for a list that must have nothing else. */
export function fitsWhole(wanted: Json, found: Json | undefined): boolean {
  const isLonger = isArray(wanted) && isArray(found) && found.length !== wanted.length;
  return !isLonger && fits(wanted, found);
}
