import { counted } from "../../../src/exchange/counted.ts";
import type { ScenarioResult, StepResult, Verdict } from "../../../src/engine/run.ts";
import { signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { hanging } from "../text/wrap.ts";

const INDENT = "      ";
const MAX_STEPS = 8;

/** Which steps had answers that break traffic rules, a line each: what is wrong with them is told by the findings. */
export function renderBreaches(page: Page, { steps }: ScenarioResult): readonly string[] {
  const broken = steps.filter(({ breaches = [] }) => breaches.length > 0);
  const more = broken.length - MAX_STEPS;
  return [
    ...broken.slice(0, MAX_STEPS).flatMap((step) => renderBreaking(page, step)),
    ...(more > 0 ? [page.ink.dim(`${INDENT}and ${counted(more, "more step")}, in the JSON report`)] : []),
  ];
}

function renderBreaking(page: Page, { step, breaches = [] }: StepResult): readonly string[] {
  const text = page.clean(`${step}: answers break ${breaches.join(", ")}`);
  return hanging(`${INDENT}${signOf(page, gravestOf(page, breaches))} `, text, page.measure);
}

/** A warning, unless one of the rules fails. */
function gravestOf({ run }: Page, ids: readonly string[]): Verdict {
  const isFailed = run.findings.some(({ check, verdict }) => verdict === "fail" && ids.includes(check));
  return isFailed ? "fail" : "warn";
}
