import { formatClause } from "../../../src/engine/report/report-phrases.ts";
import { isFailure } from "../../../src/engine/report/outcome.ts";
import type { Finding } from "../../../src/engine/run.ts";
import { heading, signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { toReadable } from "../text/readable.ts";
import { padEnd, textWidth } from "../text/text-width.ts";
import { hanging, wrap } from "../text/wrap.ts";

const MAX_ID = 34;
const MIN_REASON = 30;

/** Breaches that do not fail the run: one line each where there is room, with the number of the cause that they share. */
export function renderWarnings(page: Page): readonly string[] {
  const warnings = page.run.findings.filter(
    (finding) => finding.verdict === "warn" && !isFailure(finding, page.options.failOn),
  );
  if (warnings.length === 0) return [];
  const column = Math.min(MAX_ID, Math.max(...warnings.map(({ check }) => textWidth(check)))) + 2;
  const hint = "--fail-on should makes them fail";
  return [
    heading(page, "WARNINGS", `${warnings.length}   ${page.ink.dim(hint)}`),
    ...warnings.flatMap((finding) => renderWarning(page, finding, column)),
  ];
}

function renderWarning(page: Page, finding: Finding, column: number): readonly string[] {
  const { measure, ink, clean } = page;
  const sign = `  ${signOf(page, "warn")} `;
  const number = page.causes.findIndex(({ findings }) => findings.includes(finding)) + 1;
  const reason = `${clean(toReadable(finding.reason))}${number > 0 ? ` ${page.signs.to} ${number}` : ""}`;
  const start = textWidth(sign) + column;
  const isNarrow = textWidth(finding.check) + 2 > column || measure - start < MIN_REASON;
  if (isNarrow) {
    return [`${sign}${finding.check}`, ...hanging(" ".repeat(textWidth(sign) + 2), reason, measure)];
  }
  const [first = "", ...rest] = wrap(reason, measure - start);
  const lines = [`${sign}${padEnd(finding.check, column)}${first}`, ...rest.map((line) => " ".repeat(start) + line)];
  return withClause(lines, {
    clause: formatClause(finding.clause, page.options.unicode),
    free: measure - start - textWidth(rest.at(-1) ?? first),
    paint: ink.dim,
  });
}

interface ClauseOptions {
  readonly clause: string;
  /** Columns left on the last line. */
  readonly free: number;
  readonly paint: (text: string) => string;
}

/** The clause stands at the end where there is room for it; `explain` tells it in any case. */
function withClause(lines: readonly string[], { clause, free, paint }: ClauseOptions): readonly string[] {
  if (textWidth(clause) + 3 > free) return lines;
  return lines.map((line, index) => (index === lines.length - 1 ? `${line}   ${paint(clause)}` : line));
}
