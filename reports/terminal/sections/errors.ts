import { heading, signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { hanging } from "../text/wrap.ts";

/** Checks and scenarios that ended in a fault of the tool itself. */
export function renderErrors(page: Page): readonly string[] {
  const { run, clean, measure } = page;
  const errors = [
    ...run.findings.filter(({ verdict }) => verdict === "error").map(({ check, reason }) => ({ id: check, reason })),
    ...run.scenarios.filter(({ verdict }) => verdict === "error").map(({ id, reason }) => ({ id, reason })),
  ];
  if (errors.length === 0) return [];
  return [
    heading(page, "ERRORS", `${errors.length} of the tool itself, please report them`),
    ...errors.flatMap(({ id, reason }) => [
      `  ${signOf(page, "error")} ${id}`,
      ...hanging("      ", clean(reason), measure),
    ]),
  ];
}
