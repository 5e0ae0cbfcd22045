import type { Page } from "../page.ts";
import { padEnd, textWidth } from "../text/text-width.ts";
import { hanging, wrap } from "../text/wrap.ts";

const MAX_ID = 34;
const MIN_TEXT = 30;

/** One line of a list of findings, as far as there is room for it on one line. */
export interface FindingRow {
  readonly check: string;
  readonly text: string;
  /** Stands dimmed at the end where there is room for it. */
  readonly aside?: string;
}

/** A list of findings: a sign, the checks in one column, and what is to be told of each. */
export function renderRows(page: Page, sign: string, rows: readonly FindingRow[]): readonly string[] {
  const column = Math.min(MAX_ID, Math.max(...rows.map(({ check }) => textWidth(check)))) + 2;
  return rows.flatMap((row) => renderRow(page, row, { sign: `  ${sign} `, column }));
}

interface Layout {
  readonly sign: string;
  /** Columns of the ids, with what parts them from the text. */
  readonly column: number;
}

function renderRow(page: Page, { check, text, aside = "" }: FindingRow, { sign, column }: Layout): readonly string[] {
  const { measure, ink } = page;
  const start = textWidth(sign) + column;
  const isNarrow = textWidth(check) + 2 > column || measure - start < MIN_TEXT;
  if (isNarrow) return [`${sign}${check}`, ...hanging(" ".repeat(textWidth(sign) + 2), text, measure)];
  const [first = "", ...rest] = wrap(text, measure - start);
  const lines = [`${sign}${padEnd(check, column)}${first}`, ...rest.map((line) => " ".repeat(start) + line)];
  const free = measure - start - textWidth(rest.at(-1) ?? first);
  if (aside === "" || textWidth(aside) + 3 > free) return lines;
  return lines.map((line, index) => (index === lines.length - 1 ? `${line}   ${ink.dim(aside)}` : line));
}
