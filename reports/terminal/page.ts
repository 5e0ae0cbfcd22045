import { groupByCause } from "../../src/engine/report/causes.ts";
import type { CauseGroup } from "../../src/engine/report/causes.ts";
import type { Exchange } from "../../src/exchange/exchange.ts";
import { isFailure } from "../../src/engine/report/outcome.ts";
import type { RenderOptions } from "../../src/engine/report/reporter.ts";
import type { Run, Verdict } from "../../src/engine/run.ts";
import { createInk } from "./text/ink.ts";
import type { Ink, Paint } from "./text/ink.ts";
import { toPrintable } from "./text/printable.ts";
import { ASCII_SIGNS, UNICODE_SIGNS } from "./text/signs.ts";
import type { Signs } from "./text/signs.ts";
import { padEnd, textWidth } from "./text/text-width.ts";

/** What every section of the report is written with. */
export interface Page {
  readonly run: Run;
  readonly options: RenderOptions;
  /** Columns of prose: lines longer than about 100 are hard to read. */
  readonly measure: number;
  readonly ink: Ink;
  readonly signs: Signs;
  /** Makes text from the target, or from anywhere else, safe to print. */
  readonly clean: (text: string) => string;
  /** What fails the run, in the order of its numbers from 1. */
  readonly causes: readonly CauseGroup[];
  readonly exchangeOf: (seq: number) => Exchange | undefined;
}

const MAX_MEASURE = 100;

/** Prepares a page for a run. */
export function createPage(run: Run, options: RenderOptions): Page {
  const bySeq = new Map(run.exchanges.map((exchange) => [exchange.seq, exchange]));
  return {
    run,
    options,
    measure: Math.min(options.width, MAX_MEASURE),
    ink: createInk(options.color),
    signs: options.unicode ? UNICODE_SIGNS : ASCII_SIGNS,
    clean: (text) => toPrintable(text, options.unicode),
    causes: groupByCause(run.findings, run.run.idp, run.causes).filter(({ lead }) => isFailure(lead, options.failOn)),
    exchangeOf: (seq) => bySeq.get(seq),
  };
}

/** The sign of a verdict, in its colour. An error of the tool is neither the one nor the other. */
export function signOf({ ink, signs }: Page, verdict: Verdict): string {
  return paintOf(ink, verdict)(verdict === "error" ? signs.warn : signs[verdict]);
}

/** The same, filled up so that what follows stands in one column whatever the verdict is. */
export function signCell(page: Page, verdict: Verdict): string {
  const { pass, fail, warn, skip } = page.signs;
  return padEnd(signOf(page, verdict), Math.max(...[pass, fail, warn, skip].map(textWidth)));
}

function paintOf(ink: Ink, verdict: Verdict): Paint {
  switch (verdict) {
    case "pass":
      return ink.green;
    case "fail":
      return ink.red;
    case "warn":
    case "error":
      return ink.yellow;
    case "skip":
      return ink.dim;
  }
}

/** The heading of a section: its name stands out, what follows does not. */
export function heading({ ink }: Page, name: string, rest = ""): string {
  return rest === "" ? ink.bold(name) : `${ink.bold(name)}   ${rest}`;
}
