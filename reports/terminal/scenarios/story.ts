import { counted } from "../../../src/exchange/counted.ts";
import type { Assignments, ScenarioResult, StepResult } from "../../../src/engine/run.ts";
import type { Mismatch } from "../../../src/exchange/violation.ts";
import { renderAssignments, renderFailedUsers } from "./assignments.ts";
import { renderAssignmentsTable } from "./assignments-table.ts";
import type { AssignedStep } from "./assignments-table.ts";
import { renderMismatch } from "../sections/evidence.ts";
import { signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { padEnd, textWidth } from "../text/text-width.ts";
import { hanging } from "../text/wrap.ts";

const INDENT = "      ";
const DEEPER = "        ";
const GAP = "  ";
const NOBODY: Assignments = { total: 0, provisioned: 0, failed: 0, users: [] };
const MAX_NOTES = 3;

/**
 * What happened in a scenario in which somebody could not be provisioned; of another one only what went wrong. It ends at
 * the first step that failed: the ones after it fail for the same reason more often than not.
 */
export function renderStory(page: Page, scenario: ScenarioResult): readonly string[] {
  const { steps } = scenario;
  const isTold = steps.some(({ assignments }) => (assignments?.failed ?? 0) > 0);
  const end = steps.findIndex(isBreach) + 1 || steps.length;
  const told = steps
    .slice(0, end)
    .map((step, index) => toStoryStep(step, steps.slice(0, index)))
    .filter((one) => isBreach(one.step) || (isTold && isTelling(one)));
  const column = columnOf(page, told);
  const later = steps.slice(end).filter(isBreach).length;
  return [
    ...told.flatMap((one) => [
      ...renderStep(page, one, column),
      ...renderBreach(page, one.step, scenario),
      ...renderUsers(page, one, scenario),
    ]),
    ...renderTable(page, isTold ? told.flatMap(toAssigned) : []),
    ...(later > 0 ? [`${INDENT}${counted(later, "later step")} failed too, told in the JSON report`] : []),
  ];
}

function isBreach({ verdict }: StepResult): boolean {
  return verdict === "fail" || verdict === "error";
}

interface StoryStep {
  readonly step: StepResult;
  readonly before: Assignments;
  /** The assignments after the step in a phrase; undefined when it has not changed them. */
  readonly change: string | undefined;
}

function toStoryStep(step: StepResult, earlier: readonly StepResult[]): StoryStep {
  const before = earlier.findLast(({ assignments }) => assignments !== null)?.assignments ?? NOBODY;
  const change = step.assignments ? renderAssignments(step.assignments) : undefined;
  return { step, before, change: change === renderAssignments(before) ? undefined : change };
}

/** One change is told by its own line; several are easier to follow as a table. */
function renderTable(page: Page, rows: readonly AssignedStep[]): readonly string[] {
  return rows.length > 1 ? renderAssignmentsTable(page, rows, INDENT) : [];
}

function toAssigned({ step, change }: StoryStep): readonly AssignedStep[] {
  return change === undefined || step.assignments === null ? [] : [{ step, assignments: step.assignments }];
}

/** Steps that change the assignments and, once there are some, steps that have something to say. */
function isTelling({ step, before, change }: StoryStep): boolean {
  return change !== undefined || (before.total > 0 && (step.notes.length > 0 || step.verdict === "skip"));
}

/** The columns of the steps in words; undefined where what has changed does not fit beside them. */
function columnOf(page: Page, told: readonly StoryStep[]): number | undefined {
  const widest = Math.max(0, ...told.map(({ step }) => textWidth(page.clean(step.step))));
  const changes = Math.max(0, ...told.map(({ change }) => textWidth(change ?? "")));
  return INDENT.length + widest + GAP.length + changes <= page.measure ? widest : undefined;
}

/** A step, and beside it or, where the lines are too short, below it what has changed. */
function renderStep(page: Page, { step, change }: StoryStep, column: number | undefined): readonly string[] {
  const sign = step.verdict === "pass" ? "" : `${signOf(page, step.verdict)} `;
  const lead = `${INDENT}${sign}${page.clean(step.step)}`;
  const notes = step.notes.slice(0, MAX_NOTES).flatMap((note) => hanging(DEEPER, page.clean(note), page.measure));
  if (change === undefined) return [lead, ...notes.map(page.ink.dim)];
  const first = column === undefined ? [lead, DEEPER + change] : [padEnd(lead, INDENT.length + column) + GAP + change];
  return [...first, ...notes.map(page.ink.dim)];
}

function renderUsers(page: Page, { step, before, change }: StoryStep, scenario: ScenarioResult): readonly string[] {
  if (change === undefined || step.assignments === null) return [];
  return renderFailedUsers(page, step.assignments, {
    indent: DEEPER,
    before,
    above: `${scenario.reason} ${step.reason}`,
  });
}

/** Why a step did not pass, unless the scenario's own line says it already, and what was expected and found. */
function renderBreach(
  page: Page,
  { verdict, reason, mismatch }: StepResult,
  scenario: ScenarioResult,
): readonly string[] {
  if (verdict === "pass") return [];
  return [
    ...(scenario.reason.includes(reason) ? [] : hanging(DEEPER, page.clean(reason), page.measure)),
    ...(mismatch ? renderMismatch(page, allOf(mismatch), DEEPER) : []),
  ];
}

/** What a step expects holds together; what a check expects are alternatives. */
function allOf(mismatch: Mismatch): Mismatch {
  return { ...mismatch, expected: [mismatch.expected.join(", ")] };
}
