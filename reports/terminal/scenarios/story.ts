import type { Assignments, ScenarioResult, StepResult } from "../../../src/engine/run.ts";
import type { Mismatch } from "../../../src/exchange/violation.ts";
import { renderAssignments, renderFailedUsers } from "./assignments.ts";
import { renderAssignmentsTable } from "./assignments-table.ts";
import type { AssignedStep } from "./assignments-table.ts";
import { renderRequests } from "./requests.ts";
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
 * What happened in a scenario in which somebody could not be provisioned; of another one only what went wrong. From the first step
 * that failed on every step is told, with its requests: what was played after it shows how far the fault reaches.
 */
export function renderStory(page: Page, scenario: ScenarioResult): readonly string[] {
  const { steps } = scenario;
  const isTold = steps.some(({ assignments }) => (assignments?.failed ?? 0) > 0);
  const start = steps.findIndex(isBreach);
  const told = steps
    .map((step, index) => toStoryStep(step, steps.slice(0, index), start !== -1 && index >= start))
    .filter((one) => one.isWhole || (isTold && isTelling(one)));
  const column = columnOf(page, told);
  return [
    ...told.flatMap((one) => [
      ...renderStep(page, one, column),
      ...renderBreach(page, one.step, scenario),
      ...renderUsers(page, one, scenario),
      ...(one.isWhole ? renderRequests(page, one.step, scenario) : []),
    ]),
    ...renderTable(page, isTold ? told.flatMap(toAssigned) : []),
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
  /** It is the first that failed, or comes after it: everything is told. */
  readonly isWhole: boolean;
}

function toStoryStep(step: StepResult, earlier: readonly StepResult[], isWhole: boolean): StoryStep {
  const before = earlier.findLast(({ assignments }) => assignments !== null)?.assignments ?? NOBODY;
  const change = step.assignments ? renderAssignments(step.assignments) : undefined;
  return { step, before, change: change === renderAssignments(before) ? undefined : change, isWhole };
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
function renderStep(page: Page, { step, change, isWhole }: StoryStep, column: number | undefined): readonly string[] {
  const sign = step.verdict === "pass" && !isWhole ? "" : `${signOf(page, step.verdict)} `;
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
