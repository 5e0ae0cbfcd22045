import { contrastOf } from "../../../src/engine/report/reference/contrast.ts";
import type { ContrastRow } from "../../../src/engine/report/reference/contrast.ts";
import type { Finding } from "../../../src/engine/run.ts";
import type { Page } from "../page.ts";
import { hanging } from "../text/wrap.ts";

const INDENT = "    ";
const MAX_ROWS = 6;
/** Of a whole body. */
const MAX_TEXT = 300;

/** In what the answer of the reference server differs from the one that was found; nothing where it was not asked. */
export function renderContrast(page: Page, finding: Finding): readonly string[] {
  const { reference, decisive } = finding;
  const deciding = decisive === null ? undefined : page.exchangeOf(decisive);
  if (reference === undefined || deciding === undefined) return [];
  const rows = contrastOf(finding, deciding, reference);
  if (rows.length === 0) return [];
  if (rows.every((row) => saysTheSame(row, finding))) {
    return hanging(INDENT, "The reference server, asked the same, answers as expected.", page.measure);
  }
  const more = rows.length - MAX_ROWS;
  return [
    ...hanging(INDENT, "asked the same, the reference server answers (-), and the target (+)", page.measure),
    ...rows.slice(0, MAX_ROWS).flatMap((row) => renderRow(page, row)),
    ...(more > 0 ? [`${INDENT}  and ${more} more lines`] : []),
  ];
}

/** Expected and found stand above already. */
function saysTheSame({ at, reference, found }: ContrastRow, { mismatch }: Finding): boolean {
  return mismatch?.at === at && mismatch.expected.includes(reference ?? "nothing") && mismatch.actual === found;
}

function renderRow(page: Page, { at, reference, found }: ContrastRow): readonly string[] {
  const { ink } = page;
  return [...renderSide(page, `- ${at}`, reference).map(ink.green), ...renderSide(page, `+ ${at}`, found).map(ink.red)];
}

function renderSide({ clean, measure, signs }: Page, lead: string, text: string | null): readonly string[] {
  const shown = text ?? "nothing";
  const cut = shown.length > MAX_TEXT ? `${shown.slice(0, MAX_TEXT).toWellFormed()}${signs.ellipsis}` : shown;
  return hanging(`${INDENT}${lead.slice(0, 2)}`, clean(`${lead.slice(2)} ${cut}`.trim()), measure);
}
