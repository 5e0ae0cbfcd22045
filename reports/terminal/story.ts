import type { Assignments, ScenarioResult, StepResult } from "../../src/engine/run.ts";
import type { Mismatch } from "../../src/engine/violation.ts";
import { renderAssignments, renderFailedUsers } from "./assignments.ts";
import { renderMismatch } from "./evidence.ts";
import { signOf } from "./page.ts";
import type { Page } from "./page.ts";
import { padEnd, textWidth } from "./text-width.ts";
import { hanging } from "./wrap.ts";

const INDENT = "      ";
const DEEPER = "        ";
const GAP = "  ";
const NOBODY: Assignments = { total: 0, provisioned: 0, failed: 0, users: [] };
const MAX_NOTES = 3;

/** What happened in a scenario in which somebody could not be provisioned; of another one only the steps that did not pass. */
export function renderStory(page: Page, scenario: ScenarioResult): readonly string[] {
  const isTold = scenario.steps.some(({ assignments }) => (assignments?.failed ?? 0) > 0);
  const all = scenario.steps.map((step, index) => toStoryStep(step, scenario.steps.slice(0, index)));
  const told = all.filter(({ step, change, isUnderWay }) => {
    if (step.verdict === "fail" || step.verdict === "error") return true;
    return isTold && (change !== undefined || (isUnderWay && (step.notes.length > 0 || step.verdict === "skip")));
  });
  const widest = Math.max(0, ...told.map(({ step }) => textWidth(page.clean(step.step))));
  const changes = Math.max(0, ...told.map(({ change }) => textWidth(change ?? "")));
  const fits = INDENT.length + widest + GAP.length + changes <= page.measure;
  return told.flatMap((one) => [
    ...renderStep(page, one, fits ? widest : undefined),
    ...renderBreach(page, one.step, scenario),
    ...(one.change !== undefined && one.step.assignments ? renderFailedUsers(page, one.step.assignments, DEEPER) : []),
  ]);
}

interface StoryStep {
  readonly step: StepResult;
  /** The assignments after the step in a phrase; undefined when it has not changed them. */
  readonly change: string | undefined;
  /** Somebody was assigned before. */
  readonly isUnderWay: boolean;
}

function toStoryStep(step: StepResult, earlier: readonly StepResult[]): StoryStep {
  const before = earlier.findLast(({ assignments }) => assignments !== null)?.assignments ?? NOBODY;
  const change = step.assignments ? renderAssignments(step.assignments) : undefined;
  return { step, change: change === renderAssignments(before) ? undefined : change, isUnderWay: before.total > 0 };
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
