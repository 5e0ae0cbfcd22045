import type { Assignments, StepResult } from "../../../src/engine/run.ts";
import { signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { padEnd, textWidth } from "../text/text-width.ts";
import { hanging } from "../text/wrap.ts";

/** A step and the assignments after it. */
export interface AssignedStep {
  readonly step: StepResult;
  readonly assignments: Assignments;
}

const GAP = "  ";

/**
 * The Assignments tab after each step that changed it, in numbers: a row a step. Where the lines are too short the step
 * stands above its numbers.
 */
export function renderAssignmentsTable(page: Page, rows: readonly AssignedStep[], indent: string): readonly string[] {
  const heads = ["assigned", `${signOf(page, "pass")} provisioned`, `${signOf(page, "fail")} failed`];
  const names = rows.map(({ step }) => page.clean(step.step));
  const name = Math.max(textWidth("ASSIGNMENTS"), ...names.map(textWidth));
  const numbersOf = ({ assignments }: AssignedStep): string =>
    [assignments.total, assignments.provisioned, assignments.failed]
      .map((count, index) => String(count).padStart(textWidth(heads[index] ?? "")))
      .join(GAP);
  const isWide = textWidth(indent) + name + textWidth(GAP + heads.join(GAP)) <= page.measure;
  if (!isWide) return renderNarrow(page, rows, { indent, heads: heads.join(GAP), numbersOf });
  return [
    `${indent}${page.ink.dim(padEnd("ASSIGNMENTS", name) + GAP + heads.join(GAP))}`,
    ...rows.map((row, index) => `${indent}${padEnd(names[index] ?? "", name)}${GAP}${numbersOf(row)}`),
  ];
}

interface NarrowTable {
  readonly indent: string;
  readonly heads: string;
  readonly numbersOf: (row: AssignedStep) => string;
}

function renderNarrow(page: Page, rows: readonly AssignedStep[], table: NarrowTable): readonly string[] {
  const { indent, heads, numbersOf } = table;
  return [
    `${indent}${page.ink.dim("ASSIGNMENTS")}`,
    `${indent}${GAP}${page.ink.dim(heads)}`,
    ...rows.flatMap((row) => [
      ...hanging(indent, page.clean(row.step.step), page.measure),
      `${indent}${GAP}${numbersOf(row)}`,
    ]),
  ];
}
