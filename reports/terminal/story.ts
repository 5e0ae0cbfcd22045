import type { ScenarioResult, StepResult } from "../../src/engine/run.ts";
import type { Mismatch } from "../../src/engine/violation.ts";
import { renderAssignments, renderFailedUsers } from "./assignments.ts";
import { renderMismatch } from "./evidence.ts";
import { signOf } from "./page.ts";
import type { Page } from "./page.ts";
import { padEnd, textWidth } from "./text-width.ts";
import { hanging } from "./wrap.ts";

const INDENT = "      ";
const MAX_COLUMN = 40;
const MAX_NOTES = 3;

/** All steps of a scenario in which somebody could not be provisioned; of another one only the steps that failed. */
export function renderStory(page: Page, scenario: ScenarioResult): readonly string[] {
  const { steps } = scenario;
  const isTold = steps.some(({ assignments }) => (assignments?.failed ?? 0) > 0);
  const shown = steps.map((step, index) => ({
    step,
    before: steps.slice(0, index).findLast(({ assignments }) => assignments !== null),
  }));
  const told = shown.filter(({ step }) => isTold || step.verdict === "fail");
  const column = Math.min(Math.max(0, ...told.map(({ step }) => textWidth(page.clean(step.step)))), MAX_COLUMN) + 2;
  return told.flatMap(({ step, before }) => [
    ...renderStep(page, { step, change: isTold ? changeOf(step, before) : undefined, column }),
    ...renderBreach(page, step, scenario),
    ...(step.assignments && changeOf(step, before) ? renderFailedUsers(page, step.assignments, `${INDENT}  `) : []),
  ]);
}

/** The assignments after a step in a phrase; undefined when the step has not changed them. */
function changeOf({ assignments }: StepResult, before: StepResult | undefined): string | undefined {
  if (assignments === null) return undefined;
  const now = renderAssignments(assignments);
  return before?.assignments && renderAssignments(before.assignments) === now ? undefined : now;
}

interface ToldStep {
  readonly step: StepResult;
  readonly change: string | undefined;
  /** Columns of the step in words. */
  readonly column: number;
}

function renderStep(page: Page, { step, change, column }: ToldStep): readonly string[] {
  const sign = step.verdict === "pass" ? "" : `${signOf(page, step.verdict)} `;
  const lead = `${INDENT}${sign}${page.clean(step.step)}`;
  const wide = padEnd(lead, INDENT.length + column);
  return [
    ...(change === undefined ? [lead] : hanging(wide, change, page.measure)),
    ...step.notes
      .slice(0, MAX_NOTES)
      .flatMap((note) => hanging(`${INDENT}  `, page.clean(note), page.measure).map(page.ink.dim)),
  ];
}

/** Why a step did not pass, unless the scenario's own line says it already, and what was expected and found. */
function renderBreach(
  page: Page,
  { verdict, reason, mismatch }: StepResult,
  scenario: ScenarioResult,
): readonly string[] {
  if (verdict === "pass") return [];
  const indent = `${INDENT}  `;
  return [
    ...(scenario.reason.includes(reason) ? [] : hanging(indent, page.clean(reason), page.measure)),
    ...(mismatch ? renderMismatch(page, allOf(mismatch), indent) : []),
  ];
}

/** What a step expects holds together; what a check expects are alternatives. */
function allOf(mismatch: Mismatch): Mismatch {
  return { ...mismatch, expected: [mismatch.expected.join(", ")] };
}
