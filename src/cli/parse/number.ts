import { UsageError } from "../../documents/usage-error.ts";

/** What a number may be. */
export interface NumberRule {
  /** For example `--concurrency`. */
  readonly option: string;
  readonly min: number;
  readonly max: number;
  /** Fractions are taken too; whole numbers only otherwise. */
  readonly fractions?: boolean;
  /** What it counts, for the hint, for example `milliseconds`. */
  readonly unit?: string;
}

/** A number as an option gives it; undefined when the option is not there. Throws `UsageError` outside of the rule. */
export function parseNumber(text: string | undefined, rule: NumberRule): number | undefined {
  if (text === undefined) return undefined;
  const isNumber = rule.fractions ? /^\d+(\.\d+)?$/.test(text) : /^\d+$/.test(text);
  const value = Number(text);
  if (isNumber && value >= rule.min && value <= rule.max) return value;
  const kind = rule.fractions ? "a number" : "a whole number";
  throw new UsageError(
    `${rule.option} takes ${kind} from ${rule.min} to ${rule.max}, not "${text}".`,
    rule.unit === undefined ? `For example ${rule.option} ${example(rule)}.` : `It counts ${rule.unit}.`,
  );
}

function example({ min, max }: NumberRule): number {
  return Math.min(Math.max(min, 10), max);
}
