import { counted } from "../../src/exchange/counted.ts";
import { groupByCause } from "../../src/engine/report/causes.ts";
import type { CauseGroup } from "../../src/engine/report/causes.ts";
import { pathBelow } from "../../src/engine/report/created-ids.ts";
import { contrastOf } from "../../src/engine/report/reference/contrast.ts";
import { formatHarm } from "../../src/engine/report/features/harm-words.ts";
import { isFailure } from "../../src/engine/report/outcome.ts";
import { formatAgain } from "../../src/engine/report/repeat/again.ts";
import { formatClause, formatExpected, formatOutcome, formatSteps } from "../../src/engine/report/report-phrases.ts";
import type { RenderOptions } from "../../src/engine/report/reporter.ts";
import type { Run } from "../../src/engine/run.ts";
import { toReadable, toShort } from "../terminal/text/readable.ts";
import { oneLine } from "./clip.ts";

/** What the report is made of. */
export interface Told {
  readonly run: Run;
  readonly options: RenderOptions;
  /** What fails the run. */
  readonly causes: readonly CauseGroup[];
}

/** Characters at most. */
const TITLE = 240;
const ADVICE = 280;
const VALUE = 80;
const COMMAND = 320;
const SHORT = 110;
/** Kept for the line that counts what is left out. */
const RESERVE = 120;

/** What fails the run, what breaks the identity provider first. */
export function causesIn({ findings, run }: Run, { failOn }: RenderOptions): readonly CauseGroup[] {
  return groupByCause(findings, run.idp).filter(({ lead }) => isFailure(lead, failOn));
}

/** As many causes as there is room for: the first in full, the next by their titles, the rest counted. */
export function causeEntries(told: Told, room: number): readonly string[] {
  const lines: string[] = [];
  let left = room - RESERVE;
  const take = (entry: string): boolean => {
    if (entry.length + 1 > left) return false;
    left -= entry.length + 1;
    lines.push(entry);
    return true;
  };
  const full = told.causes.findIndex((cause, index) => !take(entryOf(told, cause, index + 1)));
  if (full === -1) return lines;
  const rest = told.causes.slice(full);
  const titled = rest.findIndex((cause, index) => !take(titleOf(told, cause, full + index + 1)));
  return titled === -1 ? lines : [...lines, `and ${counted(rest.length - titled, "more cause")}, not listed here`];
}

function entryOf(told: Told, cause: CauseGroup, number: number): string {
  const { run, options } = told;
  const { lead, findings } = cause;
  const { unicode } = options;
  const others = findings.filter((finding) => finding !== lead && isFailure(finding, options.failOn));
  const again = formatAgain([lead, ...others], { ...options, run });
  const brief = again.length <= COMMAND ? again : formatAgain([lead], { ...options, run });
  return [
    `${number}. ${oneLine(toShort(cause.title), TITLE, unicode)}`,
    `   ${[formatHarm(cause, run) ?? [], formatClause(lead.clause, unicode), checksOf(cause)].flat().join("; ")}`,
    ...evidenceOf(told, cause),
    ...stepsOf(cause, unicode),
    `   fix: ${oneLine(cause.advice, ADVICE, unicode)}`,
    `   again: ${oneLine(brief, COMMAND, unicode)}`,
  ].join("\n");
}

function stepsOf({ findings }: CauseGroup, unicode: boolean): readonly string[] {
  const told = formatSteps(findings);
  return told === "" ? [] : [`   in: ${oneLine(told, SHORT, unicode)}`];
}

function titleOf({ options: { unicode } }: Told, cause: CauseGroup, number: number): string {
  return `${number}. ${oneLine(`${cause.lead.check}: ${toShort(cause.title)}`, SHORT, unicode)}`;
}

function checksOf({ lead, findings }: CauseGroup): string {
  return findings.length === 1 ? lead.check : `${lead.check} and ${findings.length - 1} more`;
}

/** The deciding exchange, what was expected and found, and what the reference server answers. */
function evidenceOf({ run, options: { unicode } }: Told, { lead }: CauseGroup): readonly string[] {
  const { mismatch, decisive, reference } = lead;
  const deciding = run.exchanges.find(({ seq }) => seq === decisive);
  if (mismatch === null || deciding === undefined) return [];
  const value = (text: string): string => oneLine(text, VALUE, unicode);
  const place = mismatch.at === null || mismatch.at === "" ? "" : ` at ${value(mismatch.at)}`;
  const request = `${deciding.request.method} ${pathBelow(deciding, run.run.target.baseUrl)}`;
  const [row] = reference === undefined ? [] : contrastOf(lead, deciding, reference);
  const beside =
    row === undefined ? "" : `; reference server: ${value(`${row.at} ${row.reference ?? "nothing"}`.trim())}`;
  return [
    `   ${value(toReadable(request))} -> ${value(formatOutcome(deciding))}: ` +
      `expected ${value(formatExpected(mismatch))}, found ${value(mismatch.actual)}${place}${beside}`,
  ];
}
