import { formatAgain } from "../../../src/engine/report/repeat/again.ts";
import { isFailure } from "../../../src/engine/report/outcome.ts";
import { heading, signCell } from "../page.ts";
import type { Page } from "../page.ts";
import { renderAgain } from "./reproduction.ts";
import { hanging } from "../text/wrap.ts";

/** What only the provider's submission test demands, and the target does not do: it fails no run unless the user says so. */
export function renderSubmission(page: Page): readonly string[] {
  const { run, options, clean, measure } = page;
  const told = run.findings.filter(
    (finding) =>
      finding.submission === true &&
      (finding.verdict === "fail" || finding.verdict === "warn") &&
      !isFailure(finding, options.failOn),
  );
  if (told.length === 0) return [];
  const title = clean(run.run.provider.title);
  return [
    heading(
      page,
      "SUBMISSION",
      `what only the submission test of ${title} demands; --fail-on submission lets it decide`,
    ),
    ...told.flatMap((finding) => [
      ...hanging(`  ${signCell(page, finding.verdict)} `, `${clean(finding.check)}: ${clean(finding.reason)}`, measure),
      ...hanging("      ", `fix: ${clean(finding.advice)}`, measure),
    ]),
    ...renderAgain(page, formatAgain(told, { ...options, run })),
  ];
}
