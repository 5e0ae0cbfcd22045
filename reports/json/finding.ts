import type { Breaks, Finding, FindingClause, FoundCause, ReferenceAnswer } from "../../src/engine/run.ts";
import type { Mismatch } from "../../src/exchange/violation.ts";

/** A finding, in the documented order of members. */
export function toFindingDocument(finding: Finding): Finding {
  const { mismatch } = finding;
  return {
    check: finding.check,
    suite: finding.suite,
    title: finding.title,
    severity: finding.severity,
    clause: toClauseDocument(finding.clause),
    judged: finding.judged,
    verdict: finding.verdict,
    reason: finding.reason,
    advice: finding.advice,
    breaks: toBreaksDocument(finding.breaks),
    cause: finding.cause,
    baseline: finding.baseline,
    mismatch: mismatch && toMismatchDocument(mismatch),
    notes: finding.notes.map(({ text, exchange }) => ({ text, exchange })),
    exchanges: finding.exchanges,
    exchangeCount: finding.exchangeCount,
    cited: finding.cited,
    decisive: finding.decisive,
    durationMs: finding.durationMs,
    setUpFailed: finding.setUpFailed,
    ...(finding.steps && { steps: finding.steps.map(({ scenario, step }) => ({ scenario, step })) }),
    ...(finding.submission === true ? { submission: true } : {}),
    ...(finding.reference && { reference: toReferenceDocument(finding.reference) }),
  };
}

function toReferenceDocument({ status, headers, body }: ReferenceAnswer): ReferenceAnswer {
  return { status, headers, body };
}

/** A cause, in the documented order of members. */
export function toCauseDocument({ id, gate, title, advice, findings }: FoundCause): FoundCause {
  return { id, gate, title, advice, findings };
}

/** What breaks, by identity provider. */
export function toBreaksDocument(breaks: Breaks): Breaks {
  return Object.fromEntries(Object.entries(breaks).map(([provider, features]) => [provider, [...features]]));
}

/** Expected and found, in the documented order of members. */
export function toMismatchDocument({ expected, actual, at }: Mismatch): Mismatch {
  return { expected, actual, at };
}

function toClauseDocument({ source, section, level, requirements, text, url }: FindingClause): FindingClause {
  return { source, section, level, requirements, text, url };
}
