import type { Json } from "../../../scim/json.ts";
import { isObject } from "../../../scim/json.ts";
import { evaluateNumber } from "../document/scenario-expression.ts";
import type { ScenarioValues } from "../document/scenario-expression.ts";

/** What a number, true or false must be, as a document says it. */
export interface NumberFact {
  readonly isMet: (found: Json) => boolean;
  /** In words, with the expression that it comes from. */
  readonly words: string;
  /** True where what was found is more than what is wanted, so that an example of what should not be there explains it. */
  readonly isTooMuch: (found: Json) => boolean;
}

/** Reads `3`, `true`, `users - 1`, `{ min: 1, max: 3 }`. Throws an `Error` for an expression that has no value here. */
export function toNumberFact(wanted: Json, values: ScenarioValues): NumberFact {
  if (isObject(wanted)) return toRange(wanted, values);
  const value = typeof wanted === "string" ? evaluateNumber(wanted, values) : wanted;
  return {
    isMet: (found) => found === value,
    words: `${JSON.stringify(value)}${originOf(wanted, value)}`,
    isTooMuch: (found) => Number(found) > Number(value),
  };
}

function toRange(wanted: Readonly<Record<string, Json | undefined>>, values: ScenarioValues): NumberFact {
  const bound = (name: string): number | undefined => {
    const value = wanted[name];
    return typeof value === "number" || typeof value === "string" ? evaluateNumber(value, values) : undefined;
  };
  const min = bound("min");
  const max = bound("max");
  return {
    isMet: (found) => typeof found === "number" && found >= (min ?? -Infinity) && found <= (max ?? Infinity),
    words: rangeWords(min, max),
    isTooMuch: (found) => typeof found === "number" && found > (max ?? Infinity),
  };
}

function rangeWords(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `at most ${max ?? 0}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}

function originOf(wanted: Json, value: Json): string {
  return typeof wanted === "string" && wanted.trim() !== String(value) ? ` (${wanted})` : "";
}
