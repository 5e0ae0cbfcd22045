import type { Reply } from "../../exchange/reply.ts";
import { SetUpFailure, Skip, Violation } from "../../exchange/violation.ts";
import type { Judge } from "../../kit/walk.ts";
import type { CheckOutcome } from "../checks/run-check.ts";

/** What a walk has found out for one check. */
export interface Judged {
  readonly outcome: CheckOutcome;
  /** Features that its failure keeps from coming about. */
  readonly halts: readonly string[];
}

/** Judges for a walk, and hears the answers that are judged. */
export interface WalkJudge {
  readonly judge: Judge;
  readonly onReply: (reply: Reply) => void;
}

/**
 * Notes in `judged` what comes of each judgement: the first violation of a check stands, and what could not be judged counts for
 * nothing where the check judged something else.
 */
export function createJudge(judged: Map<string, Judged>): WalkJudge {
  let last: number[] = [];
  return {
    onReply: ({ exchange }) => {
      last = [exchange.seq];
    },
    judge: async (check, judgement, halts = []) => {
      const before = judged.get(check);
      const violation = await violationOf(judgement);
      if (violation === "nothing") return false;
      const halted = [...(before?.halts ?? []), ...(violation === undefined ? [] : halts)];
      if (before?.outcome.kind === "violation") {
        judged.set(check, { ...before, halts: halted });
        return violation === undefined;
      }
      const exchanges = [...new Set([...(before?.outcome.exchanges ?? []), ...(violation?.exchanges ?? last)])];
      const common = { exchanges, exchangeCount: exchanges.length, durationMs: 0 };
      const outcome: CheckOutcome =
        violation === undefined ? { kind: "pass", ...common } : { kind: "violation", violation, ...common };
      judged.set(check, { outcome, halts: halted });
      return violation === undefined;
    },
  };
}

/** `nothing` when it judged nothing. */
async function violationOf(judgement: () => unknown): Promise<Violation | "nothing" | undefined> {
  try {
    await judgement();
    return undefined;
  } catch (error) {
    if (error instanceof Violation) return error;
    if (error instanceof Skip || error instanceof SetUpFailure) return "nothing";
    throw error;
  }
}
