import { heading } from "../page.ts";
import type { Page } from "../page.ts";
import { toReadable } from "../text/readable.ts";
import { renderRows } from "./finding-rows.ts";

/** What is worth knowing about the target and breaks no rule. */
export function renderRemarks(page: Page): readonly string[] {
  const rows = page.run.findings.flatMap(({ check, notes }) =>
    notes.map(({ text }) => ({ check, text: page.clean(toReadable(text)) })),
  );
  if (rows.length === 0) return [];
  const hint = "worth knowing, no rule is broken";
  return [
    heading(page, "NOTES", `${rows.length}   ${page.ink.dim(hint)}`),
    ...renderRows(page, page.ink.dim(page.signs.dot), rows),
  ];
}
