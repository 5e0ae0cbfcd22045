import { MAX_NAMED } from "../../exchange/traffic/traffic-judge.ts";
import type { RuleBreach, RuleTally } from "../../exchange/traffic/traffic-judge.ts";
import type { CheckOutcome } from "./run-check.ts";

/**
 * What came of a traffic rule in a run: the first exchange that broke it decides. Where the rule breaks something in an identity
 * provider, that is the first of the provider's own, as the others do not show it.
 */
export function toRuleOutcome(tally: RuleTally, provider?: string): CheckOutcome {
  const { applied, broken, first, error, named, heard } = tally;
  const own = provider === undefined ? undefined : tally.firstOf.get(provider);
  const exchanges = own === undefined ? named : withBreach(named, own);
  const base = { durationMs: 0, exchanges, exchangeCount: Math.max(broken, named.length), heard };
  if (error !== undefined) return { ...base, kind: "error", error };
  if (first !== undefined) return { ...base, kind: "violation", violation: (own ?? first).violation };
  if (applied === 0) return { ...base, kind: "skip", reason: "no exchange of the run to which it applies" };
  return { ...base, kind: "pass" };
}

/** What decides is named, however many broke the rule before it. */
function withBreach(named: readonly number[], { seq, violation }: RuleBreach): readonly number[] {
  return [...new Set([...violation.exchanges, seq, ...named])].slice(0, MAX_NAMED).sort((a, b) => a - b);
}
