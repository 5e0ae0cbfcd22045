import type { Assignments, ScenarioResult, StepResult } from "../../src/engine/run.ts";
import { toAdminDocument } from "./admin.ts";
import { toBreaksDocument, toMismatchDocument } from "./finding.ts";

/** A scenario, in the documented order of members. */
export function toScenarioDocument(scenario: ScenarioResult): ScenarioResult {
  const { assignments } = scenario;
  return {
    id: scenario.id,
    title: scenario.title,
    verdict: scenario.verdict,
    reason: scenario.reason,
    idp: scenario.idp,
    dialect: scenario.dialect,
    profile: scenario.profile,
    baseUrl: scenario.baseUrl,
    breaks: toBreaksDocument(scenario.breaks),
    assignments: assignments && toAssignmentsDocument(assignments),
    admin: scenario.admin && toAdminDocument(scenario.admin),
    steps: scenario.steps.map(toStepDocument),
    ...(scenario.isGiven === true ? { isGiven: true } : {}),
    durationMs: scenario.durationMs,
  };
}

function toStepDocument(result: StepResult): StepResult {
  const { step, verdict, reason, notes, mismatch, assignments, exchanges, breaches } = result;
  return {
    step,
    verdict,
    reason,
    notes,
    mismatch: mismatch && toMismatchDocument(mismatch),
    assignments: assignments && toAssignmentsDocument(assignments),
    exchanges,
    ...(breaches && { breaches: [...breaches] }),
  };
}

function toAssignmentsDocument({ total, provisioned, failed, users }: Assignments): Assignments {
  return {
    total,
    provisioned,
    failed,
    users: users.map(({ userName, status, error }) => ({ userName, status, error })),
  };
}
