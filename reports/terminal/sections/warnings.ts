import { formatClause } from "../../../src/engine/report/report-phrases.ts";
import { isFailure } from "../../../src/engine/report/outcome.ts";
import type { Finding } from "../../../src/engine/run.ts";
import { heading, signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { toReadable } from "../text/readable.ts";
import { renderRows } from "./finding-rows.ts";
import type { FindingRow } from "./finding-rows.ts";

/** Breaches that do not fail the run: one line each where there is room, with the number of the cause that they share. */
export function renderWarnings(page: Page): readonly string[] {
  const warnings = page.run.findings.filter(
    (finding) => finding.verdict === "warn" && finding.submission !== true && !isFailure(finding, page.options.failOn),
  );
  if (warnings.length === 0) return [];
  const hint = "--fail-on should makes them fail";
  return [
    heading(page, "WARNINGS", `${warnings.length}   ${page.ink.dim(hint)}`),
    ...renderRows(
      page,
      signOf(page, "warn"),
      warnings.map((finding) => toRow(page, finding)),
    ),
  ];
}

/** The clause stands at the end where there is room for it; `explain` tells it in any case. */
function toRow(page: Page, finding: Finding): FindingRow {
  const { clean, signs, options } = page;
  const number = page.causes.findIndex(({ findings }) => findings.includes(finding)) + 1;
  const text = `${clean(toReadable(finding.reason))}${number > 0 ? ` ${signs.to} ${number}` : ""}`;
  return { check: finding.check, text, aside: formatClause(finding.clause, options.unicode) };
}
