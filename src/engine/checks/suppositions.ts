import type { Violation } from "../../exchange/violation.ts";
import type { Finding } from "../run.ts";

/** What a check supposed, and did not find, although the target answered with a success. */
export interface UnmetSupposition {
  /** The check that skipped. */
  readonly check: string;
  /** The check that is about what was supposed. */
  readonly owner: string;
  readonly violation: Violation;
}

/**
 * A skip for what was supposed stands only where its owner found the fault too: an owner that passed, because it happened to
 * see the target behave, gets the violation that the other check saw. Owners that were not run, or skipped, stay as they are.
 */
export function chargeOwners(findings: readonly Finding[], unmet: readonly UnmetSupposition[]): readonly Finding[] {
  const first = new Map(unmet.toReversed().map((supposition) => [supposition.owner, supposition]));
  return findings.map((finding) => {
    const supposition = first.get(finding.check);
    return supposition === undefined || finding.verdict !== "pass" ? finding : charged(finding, supposition);
  });
}

function charged(finding: Finding, { check, violation }: UnmetSupposition): Finding {
  const seen = violation.exchanges.filter((seq) => !finding.exchanges.includes(seq));
  return {
    ...finding,
    verdict: finding.severity === "must" ? "fail" : "warn",
    reason: `${violation.message} (seen by ${check})`,
    mismatch: violation.mismatch,
    decisive: violation.exchanges.at(-1) ?? null,
    exchanges: [...finding.exchanges, ...seen],
    exchangeCount: finding.exchangeCount + seen.length,
  };
}
