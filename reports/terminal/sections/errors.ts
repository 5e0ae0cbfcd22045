import { heading, signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { hanging } from "../text/wrap.ts";

/** Checks and scenarios that ended in a fault of the tool itself, or of a check of the user's own. */
export function renderErrors(page: Page): readonly string[] {
  const { run, clean, measure } = page;
  const errors = [
    ...run.findings.filter(({ verdict }) => verdict === "error").map(({ check, reason }) => ({ id: check, reason })),
    ...run.scenarios.filter(({ verdict }) => verdict === "error").map(({ id, reason }) => ({ id, reason })),
  ];
  if (errors.length === 0) return [];
  const own = run.findings.filter(({ verdict, clause }) => verdict === "error" && clause.source === "own").length;
  const counts = [
    ...(errors.length > own ? [`${errors.length - own} of the tool itself, please report them`] : []),
    ...(own > 0 ? [`${own} of checks of your own`] : []),
  ];
  return [
    heading(page, "ERRORS", counts.join("; ")),
    ...errors.flatMap(({ id, reason }) => [
      `  ${signOf(page, "error")} ${id}`,
      ...hanging("      ", clean(reason), measure),
    ]),
  ];
}
