import type { Check, DeclaredRule } from "../../kit/check.ts";
import { claimedIds } from "../../exchange/clause.ts";
import type { Clause } from "../../exchange/clause.ts";
import { severityOf, toFindingClause } from "./requirements.ts";
import type { Requirements } from "../../../suites/requirements/requirement.ts";
import type { CheckOutcome } from "./run-check.ts";
import type { Breaks, Finding, Verdict } from "../run.ts";
import type { Mismatch, Violation } from "../../exchange/violation.ts";

/** What a finding is about. */
export interface FindingSubject {
  readonly suite: string;
  readonly declaration: Check | DeclaredRule;
  /** What breaks by it. */
  readonly breaks: Breaks;
  /** Only a submission test demands it. */
  readonly isSubmission?: true | undefined;
}

interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly mismatch: Mismatch | null;
  readonly cited: readonly number[];
  readonly decisive: number | null;
}

const UNDECIDED = { mismatch: null, cited: [], decisive: null } as const;

/** The finding that an outcome makes: the severity of the clause decides between fail and warn. */
export function toFinding(subject: FindingSubject, outcome: CheckOutcome, requirements: Requirements): Finding {
  const { declaration } = subject;
  const { clause } = declaration;
  const broken = outcome.kind === "violation" ? outcome.violation.rule : undefined;
  const severity = severityOf(clause, requirements, broken);
  return {
    check: declaration.id,
    suite: subject.suite,
    title: declaration.title,
    severity,
    clause: toFindingClause(clause, requirements, broken),
    judged: judgedRules(clause, outcome),
    advice: declaration.advice,
    breaks: subject.breaks,
    cause: null,
    baseline: null,
    exchanges: outcome.exchanges,
    exchangeCount: outcome.exchangeCount,
    durationMs: Math.round(outcome.durationMs * 10) / 10,
    setUpFailed: outcome.kind === "no-set-up",
    notes: outcome.heard?.notes ?? [],
    ...(subject.isSubmission === true ? { submission: true } : {}),
    ...judge(outcome, { severity, clause }),
  };
}

/** A check of several rules has judged those that it named; one that was left without a verdict has judged none. */
export function judgedRules(clause: Clause, outcome: CheckOutcome): readonly string[] {
  if (outcome.kind !== "pass" && outcome.kind !== "violation") return [];
  const claimed = claimedIds(clause);
  const [first = ""] = claimed;
  if (claimed.length === 1) return claimed;
  const broken = outcome.kind === "violation" ? (outcome.violation.rule ?? first) : undefined;
  return claimed.filter((id) => id === broken || outcome.heard?.judged.has(id) === true);
}

interface Standing {
  readonly severity: "must" | "should";
  readonly clause: Clause;
}

function judge(outcome: CheckOutcome, { severity, clause }: Standing): Judgement {
  switch (outcome.kind) {
    case "pass":
      return { verdict: "pass", reason: "", ...UNDECIDED };
    case "skip":
    case "no-set-up":
      return { verdict: "skip", reason: outcome.reason, ...UNDECIDED };
    case "violation":
      return {
        verdict: severity === "must" ? "fail" : "warn",
        reason: outcome.violation.message,
        mismatch: outcome.violation.mismatch,
        ...citedBy(outcome.violation, outcome.exchanges),
      };
    case "error":
      return { verdict: "error", reason: describeError(outcome.error, clause), ...UNDECIDED };
  }
}

/** The exchanges that a violation cites: the last one of its check when it names none. */
export function citedBy(violation: Violation, ofCheck: readonly number[]): Pick<Finding, "cited" | "decisive"> {
  const cited = violation.exchanges.length > 0 ? violation.exchanges : ofCheck.slice(-1);
  return { cited, decisive: cited.at(-1) ?? null };
}

function describeError(error: unknown, clause: Clause): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const whose = clause.kind === "vendor" && clause.source === "own" ? "the check" : "zi-scim-check";
  return `a fault of ${whose}, not of the target: ${text}`;
}
