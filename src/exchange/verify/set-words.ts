import { getIgnoreCase, isArray, isObject, jsonEqual } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import { shown } from "../shown.ts";

/** Throws unless it is right; `expected` makes what the value must be, in words or JSON, when it is not. */
export type Demand = (isRight: boolean, expected: () => string | readonly string[]) => void;

/** Words about a multi-valued attribute; order does not matter (RFC 7643 section 2.4). */
export interface SetWords {
  /** Exactly these items, each once. */
  readonly hasExactly: (...expected: readonly Json[]) => void;
  /** Items whose `value` is exactly one of these, each once. */
  readonly hasValues: (...expected: readonly string[]) => void;
  readonly includes: (...wanted: readonly Json[]) => void;
  readonly excludes: (...unwanted: readonly Json[]) => void;
}

/** The words for the items of a value; one that is no array has none. */
export function setWords(value: Json | undefined, demand: Demand): SetWords {
  const items = isArray(value) ? value : [];
  const holds = (wanted: Json): boolean => items.some((item) => jsonEqual(item, wanted));
  return {
    hasExactly: (...expected) => demand(isSameSet(items, expected), () => `${shown(expected)} in any order`),
    hasValues: (...expected) => {
      const values = items.map((item) => (isObject(item) ? (getIgnoreCase(item, "value") ?? null) : null));
      demand(isSameSet(values, expected), () => `items with the values ${shown(expected)}`);
    },
    includes: (...wanted) => {
      for (const item of wanted) demand(holds(item), () => `${shown(item)} among others`);
    },
    excludes: (...unwanted) => {
      for (const item of unwanted) demand(!holds(item), () => `a list without ${shown(item)}`);
    },
  };
}

function isSameSet(found: readonly Json[], expected: readonly Json[]): boolean {
  const text = (items: readonly Json[]): string => JSON.stringify(items.map((item) => JSON.stringify(item)).toSorted());
  return text(found) === text(expected);
}
