import type { Assignments, Finding, StepResult } from "../run.ts";
import type { Mismatch } from "../violation.ts";

/** Masks the user's secrets in a text. */
export type Sweep = (text: string) => string;

/** The finding without secrets: what a target answers is quoted in it, and targets echo tokens. */
export function sweepFinding(finding: Finding, sweep: Sweep): Finding {
  return { ...finding, reason: sweep(finding.reason), mismatch: sweepMismatch(finding.mismatch, sweep) };
}

/** The step's result without secrets. */
export function sweepStep(result: StepResult, sweep: Sweep): StepResult {
  return {
    ...result,
    reason: sweep(result.reason),
    notes: result.notes.map(sweep),
    mismatch: sweepMismatch(result.mismatch, sweep),
    assignments: result.assignments && sweepAssignments(result.assignments, sweep),
  };
}

function sweepMismatch(mismatch: Mismatch | null, sweep: Sweep): Mismatch | null {
  return mismatch && { ...mismatch, expected: mismatch.expected.map(sweep), actual: sweep(mismatch.actual) };
}

function sweepAssignments(assignments: Assignments, sweep: Sweep): Assignments {
  const users = assignments.users.map((row) => ({ ...row, error: row.error === null ? null : sweep(row.error) }));
  return { ...assignments, users };
}
