import { counted } from "../../src/exchange/counted.ts";
import { brokenBy } from "../../src/engine/report/causes.ts";
import type { CauseGroup } from "../../src/engine/report/causes.ts";
import type { ScenarioResult } from "../../src/engine/run.ts";
import { heading, signOf } from "./page.ts";
import type { Page } from "./page.ts";
import { renderErrors } from "./sections/errors.ts";
import { renderHeader } from "./sections/header.ts";
import { renderProvider } from "./sections/provider-table.ts";
import { renderVerdict } from "./sections/verdict.ts";
import { toShort } from "./text/readable.ts";
import { padStart, textWidth, truncate } from "./text/text-width.ts";
import { wrap } from "./text/wrap.ts";

/** Lines of a screen, and the least of them for causes and scenarios. */
const SCREEN = 24;
const LEAST = 6;

/** One screen: what works, what fails with its fix, and the verdict. Where there is more, how much more. */
export function* renderBrief(page: Page): Generator<readonly string[]> {
  const table = renderProvider(page);
  const last = [...restOf(page), ...renderVerdict(page)];
  const taken = renderHeader(page).length + table.length + last.length + BETWEEN;
  yield table;
  const entries = entriesOf(page);
  const shown = fitting(entries, Math.max(SCREEN - taken, LEAST));
  const more = entries.length - shown.length;
  const rest = more > 0 ? wrap(`and ${more} more; the report without --brief tells all`, page.measure) : [];
  yield [...shown.flat(), ...rest];
  yield renderErrors(page);
  yield last;
}

/** Lines between the blocks, and the one that counts what is left out. */
const BETWEEN = 4;

/** Whole entries only, and at least one. */
function fitting(entries: readonly (readonly string[])[], room: number): readonly (readonly string[])[] {
  let lines = 0;
  return entries.filter((entry, index) => (lines += entry.length) <= room || index === 0);
}

function entriesOf(page: Page): readonly (readonly string[])[] {
  const failed = page.run.scenarios.filter(({ verdict }) => verdict === "fail");
  return [
    ...page.causes.map((cause, index) => renderCause(page, cause, index + 1)),
    ...failed.map((scenario) => renderScenario(page, scenario)),
  ];
}

/** Cause and fix on one line where there is room for both; else the fix stands below. */
function renderCause(page: Page, cause: CauseGroup, number: number): readonly string[] {
  const { options, clean, ink, signs } = page;
  const lead = `${padStart(String(number), String(page.causes.length).length)} ${signOf(page, "fail")} `;
  const title = clean(toShort(cause.title));
  const fix = clean(cause.advice);
  const harm = harmOf(page, cause);
  const whole = `${title}${harm}  ${signs.to} ${fix}`;
  if (textWidth(lead + whole) <= options.width) return [`${lead}${ink.bold(title)}${harm}  ${signs.to} ${fix}`];
  const indent = " ".repeat(textWidth(lead));
  const room = options.width - textWidth(lead);
  const short = truncate(title, Math.max(room - textWidth(harm), 16), signs.ellipsis);
  return [`${lead}${ink.bold(short)}${harm}`, `${indent}${truncate(`${signs.to} ${fix}`, room, signs.ellipsis)}`];
}

function harmOf({ run, clean, options }: Page, cause: CauseGroup): string {
  const broken = brokenBy(cause, run.run.idp);
  const all = `  (${clean(broken.join(", "))})`;
  if (broken.length === 0) return "";
  return textWidth(all) * 2 <= options.width ? all : `  (${counted(broken.length, "feature")})`;
}

function renderScenario(page: Page, { id, reason }: ScenarioResult): readonly string[] {
  const { options, clean, signs } = page;
  const lead = `${signOf(page, "fail")} scenario ${clean(id)}  `;
  return [lead + truncate(clean(reason), Math.max(options.width - textWidth(lead), 16), signs.ellipsis)];
}

/** What is left out, in numbers: warnings are no failures, but somebody should know of them. */
function restOf(page: Page): readonly string[] {
  const { notes } = page.run.run;
  const remarks = page.run.findings.flatMap((finding) => finding.notes).length;
  const told = [
    ...(notes.length > 0 ? [`${counted(notes.length, "note")} about the run`] : []),
    ...(remarks > 0 ? [`${counted(remarks, "note")} about the target`] : []),
  ];
  return told.length === 0 ? [] : [heading(page, "NOT SHOWN", told.join(", "))];
}
