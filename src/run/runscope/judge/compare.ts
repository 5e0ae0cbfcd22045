import { isArray, isObject } from "../../../scim/json.ts";
import type { Json } from "../../../scim/json.ts";
import type { Comparison } from "../document/test-export.ts";

/** Compares what was found with a text of the file. */
type Compare = (found: Json | undefined, value: string) => boolean;

const COMPARE: Readonly<Record<Comparison, Compare>> = {
  equal: (found, value) => plainText(found) === value,
  not_equal: (found, value) => plainText(found) !== value,
  empty: (found) => isEmpty(found),
  not_empty: (found) => !isEmpty(found),
  contains: (found, value) => plainText(found)?.includes(value) === true,
  does_not_contain: (found, value) => plainText(found)?.includes(value) !== true,
  has_key: (found, value) => isObject(found) && Object.hasOwn(found, value),
  has_value: (found, value) => (isArray(found) || isObject(found)) && holds(found, value),
  is_null: (found) => found === null || found === undefined,
  is_a_number: (found) => typeof found === "number",
  equal_number: numerically((found, value) => found === value),
  is_less_than: numerically((found, value) => found < value),
  is_less_than_or_equal: numerically((found, value) => found <= value),
  is_greater_than: numerically((found, value) => found > value),
  is_greater_than_or_equal: numerically((found, value) => found >= value),
};

/** Whether a comparison holds. `found` is undefined where nothing is. */
export function holdsFor(comparison: Comparison, found: Json | undefined, value: string): boolean {
  return COMPARE[comparison](found, value);
}

/** What a comparison demands, in words. */
export function demandOf(comparison: Comparison, value: string): string {
  const words: Readonly<Record<Comparison, string>> = {
    equal: JSON.stringify(value),
    not_equal: `anything but ${JSON.stringify(value)}`,
    empty: "nothing, or something empty",
    not_empty: "something that is not empty",
    contains: `something that contains ${JSON.stringify(value)}`,
    does_not_contain: `something that does not contain ${JSON.stringify(value)}`,
    has_key: `an object with the member ${JSON.stringify(value)}`,
    has_value: `something that has the value ${JSON.stringify(value)}`,
    is_null: "null",
    is_a_number: "a number",
    equal_number: `the number ${value}`,
    is_less_than: `less than ${value}`,
    is_less_than_or_equal: `${value} at most`,
    is_greater_than: `more than ${value}`,
    is_greater_than_or_equal: `${value} at least`,
  };
  return words[comparison];
}

/** A text as it is, anything else as JSON: `true` is "true", and 0 is "0". */
export function plainText(found: Json | undefined): string | undefined {
  return typeof found === "string" || found === undefined ? found : JSON.stringify(found);
}

/** True for nothing, null, and texts, lists and objects that hold nothing; false and 0 are values. */
function isEmpty(found: Json | undefined): boolean {
  if (found === undefined || found === null || found === "") return true;
  if (isArray(found)) return found.length === 0;
  return isObject(found) && Object.keys(found).length === 0;
}

/** The value itself, at any depth: a test may ask the whole body for the URN that stands in its `schemas`. */
function holds(found: Json, value: string): boolean {
  if (isArray(found)) return found.some((item) => holds(item, value));
  if (!isObject(found)) return plainText(found) === value;
  return Object.values(found).some((member) => member !== undefined && holds(member, value));
}

function numerically(compare: (found: number, value: number) => boolean): Compare {
  return (found, value) => {
    const [left, right] = [numberOf(found), numberOf(value)];
    return left !== undefined && right !== undefined && compare(left, right);
  };
}

/** A number, or a text that spells one: headers and files know no other. */
function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(value)) return undefined;
  return Number(value);
}
