import type { RuleTally } from "../../exchange/traffic/traffic-judge.ts";
import type { CheckOutcome } from "./run-check.ts";

/** What came of a traffic rule in a run: the first exchange that broke it decides. */
export function toRuleOutcome({ applied, broken, first, error, named, heard }: RuleTally): CheckOutcome {
  const base = { durationMs: 0, exchanges: named, exchangeCount: Math.max(broken, named.length), heard };
  if (error !== undefined) return { ...base, kind: "error", error };
  if (first !== undefined) return { ...base, kind: "violation", violation: first.violation };
  if (applied === 0) return { ...base, kind: "skip", reason: "no exchange of the run to which it applies" };
  return { ...base, kind: "pass" };
}
