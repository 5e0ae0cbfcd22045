import type { ScenarioResult, StepResult } from "../../../src/engine/run.ts";
import { signCell } from "../page.ts";
import type { Page } from "../page.ts";
import { renderMismatch } from "../sections/evidence.ts";
import { hanging } from "../text/wrap.ts";

const INDENT = "      ";
const DEEPER = "        ";
const MAX_NOTES = 5;

/** Every step of a document of the user's own, as who submits it must show: one line each, and why one has not passed. */
export function renderGiven(page: Page, { steps }: ScenarioResult): readonly string[] {
  return steps.flatMap((step) => [
    ...hanging(`${INDENT}${signCell(page, step.verdict)} `, page.clean(step.step), page.measure),
    ...(step.reason === "" ? [] : hanging(DEEPER, page.clean(step.reason), page.measure)),
    ...notesOf(step).flatMap((note) => hanging(DEEPER, page.clean(note), page.measure).map(page.ink.dim)),
    ...(step.mismatch === null ? [] : renderMismatch(page, step.mismatch, DEEPER)),
  ]);
}

function notesOf({ notes }: StepResult): readonly string[] {
  const more = notes.length - MAX_NOTES;
  return more > 0 ? [...notes.slice(0, MAX_NOTES), `and ${more} more, told in the JSON report`] : notes;
}
