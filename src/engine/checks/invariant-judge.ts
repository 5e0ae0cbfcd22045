import type { Invariant, Suite } from "../check.ts";
import type { LiveExchange } from "../exchange.ts";
import type { CheckOutcome } from "./run-check.ts";
import { Violation } from "../violation.ts";

/** Judges every exchange of a run by every invariant, and tells at the end what came of it. */
export interface InvariantJudge {
  readonly judge: (exchange: LiveExchange) => void;
  readonly outcomes: () => readonly InvariantOutcome[];
}

/** What became of one invariant. */
export interface InvariantOutcome {
  readonly suite: Suite;
  readonly invariant: Invariant;
  readonly outcome: CheckOutcome;
}

/** How many breaking exchanges a finding names; the rest is only counted. */
const MAX_NAMED = 20;

interface Tally {
  readonly suite: Suite;
  readonly invariant: Invariant;
  applied: number;
  broken: number;
  first: { readonly seq: number; readonly violation: Violation } | undefined;
  error: unknown;
  readonly named: number[];
}

/** Starts judging by the invariants of these suites. */
export function createInvariantJudge(suites: readonly Suite[]): InvariantJudge {
  const tallies: readonly Tally[] = suites.flatMap((suite) =>
    suite.invariants.map((invariant) => ({
      suite,
      invariant,
      applied: 0,
      broken: 0,
      first: undefined,
      error: undefined,
      named: [],
    })),
  );
  return {
    judge: (exchange) => {
      for (const tally of tallies) judgeOne(tally, exchange);
    },
    outcomes: () =>
      tallies.map((tally) => ({ suite: tally.suite, invariant: tally.invariant, outcome: toOutcome(tally) })),
  };
}

function judgeOne(tally: Tally, exchange: LiveExchange): void {
  try {
    if (!tally.invariant.applies(exchange)) return;
    tally.applied += 1;
    tally.invariant.judge(exchange);
  } catch (error) {
    if (!(error instanceof Violation)) {
      tally.error ??= error;
      return;
    }
    tally.broken += 1;
    // What was sent first, not what was answered first: which of several answers comes first is chance.
    if (tally.first === undefined || exchange.seq < tally.first.seq) {
      tally.first = { seq: exchange.seq, violation: error };
    }
    tally.named.push(exchange.seq);
    tally.named.sort((a, b) => a - b).splice(MAX_NAMED);
  }
}

function toOutcome(tally: Tally): CheckOutcome {
  const base = { durationMs: 0, exchanges: tally.named, exchangeCount: tally.broken };
  if (tally.error !== undefined) return { ...base, kind: "error", error: tally.error };
  if (tally.first !== undefined) return { ...base, kind: "violation", violation: tally.first.violation };
  if (tally.applied === 0) return { ...base, kind: "skip", reason: "no exchange of the run to which it applies" };
  return { ...base, kind: "pass" };
}
