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
 * see the target behave, or that judged nothing, gets the violation that the other check saw. An owner that skipped for what it
 * supposes itself stays as it is, as the fault is another one's; so does one that was not run, or does not apply to the target.
 */
export function chargeOwners(findings: readonly Finding[], unmet: readonly UnmetSupposition[]): readonly Finding[] {
  const first = new Map(unmet.toReversed().map((supposition) => [supposition.owner, supposition]));
  const bound = new Set(unmet.map(({ check }) => check));
  return findings.map((finding) => {
    const supposition = first.get(finding.check);
    return supposition === undefined || !isBlind(finding, bound) ? finding : charged(finding, supposition);
  });
}

/** True for a check that has said nothing against the target, and could have. */
function isBlind({ check, verdict, exchangeCount }: Finding, bound: ReadonlySet<string>): boolean {
  return verdict === "pass" || (verdict === "skip" && exchangeCount > 0 && !bound.has(check));
}

function charged(finding: Finding, { check, violation }: UnmetSupposition): Finding {
  const seen = violation.exchanges.filter((seq) => !finding.exchanges.includes(seq));
  return {
    ...finding,
    verdict: finding.severity === "must" ? "fail" : "warn",
    reason: `${violation.message} (seen by ${check})`,
    judged: [finding.clause.requirements[0] ?? ""].filter((id) => id !== ""),
    setUpFailed: false,
    mismatch: violation.mismatch,
    cited: violation.exchanges,
    decisive: violation.exchanges.at(-1) ?? null,
    exchanges: [...finding.exchanges, ...seen],
    exchangeCount: finding.exchangeCount + seen.length,
  };
}
