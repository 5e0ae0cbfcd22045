import { pathBelow } from "../../../src/engine/report/created-ids.ts";
import type { Exchange } from "../../../src/exchange/exchange.ts";
import { leadingExchanges } from "../../../src/engine/report/leading-steps.ts";
import { formatExpected, formatOutcome } from "../../../src/engine/report/report-phrases.ts";
import type { Finding } from "../../../src/engine/run.ts";
import type { Mismatch } from "../../../src/exchange/violation.ts";
import type { Page } from "../page.ts";
import { toReadable } from "../text/readable.ts";
import { padEnd, padStart, textWidth, truncate } from "../text/text-width.ts";
import { hanging } from "../text/wrap.ts";

const INDENT = "    ";
const MAX_EXCHANGES = 3;
const MIN_WIDTH_FOR_TIMES = 60;

/** The exchanges that decide, and what was expected and found. Each element is one block of lines. */
export function renderEvidence(page: Page, finding: Finding): readonly (readonly string[])[] {
  return [
    renderExchanges(page, shownExchanges(page, finding)),
    finding.mismatch ? renderMismatch(page, finding.mismatch) : [],
  ];
}

/** What the finding cites, and with the room that is left what that rests on. */
function shownExchanges(page: Page, finding: Finding): readonly Exchange[] {
  const cited = finding.cited.flatMap((seq) => page.exchangeOf(seq) ?? []).toReversed();
  const leading = leadingExchanges(decidingExchanges(page, finding), MAX_EXCHANGES).toReversed();
  const shown = [...new Set([...cited, ...leading])].slice(0, MAX_EXCHANGES);
  return shown.toSorted(
    (a, b) => Number(a.seq === finding.decisive) - Number(b.seq === finding.decisive) || a.seq - b.seq,
  );
}

/**
 * The exchanges of a finding up to the one that decides, which is the last; none when it is not known. A traffic rule names those of
 * others too, which broke it before and have nothing to do with this one.
 */
export function decidingExchanges(page: Page, { check, exchanges, decisive }: Finding): readonly Exchange[] {
  const deciding = decisive === null ? undefined : page.exchangeOf(decisive);
  if (deciding === undefined) return [];
  const earlier = exchanges.filter((seq) => seq < deciding.seq).flatMap((seq) => page.exchangeOf(seq) ?? []);
  const isOwn = deciding.cause.id === check;
  return [...earlier.filter(({ cause }) => isOwn || cause.id === deciding.cause.id), deciding];
}

/** What was expected and found, and where in the body. */
export function renderMismatch(page: Page, mismatch: Mismatch, indent: string = INDENT): readonly string[] {
  const { clean, ink, measure } = page;
  const place = mismatch.at === null || mismatch.at === "" ? [] : [`${indent}  ${clean(mismatch.at)}`];
  return [
    ...place,
    ...hanging(`${indent}- expected  `, clean(formatExpected(mismatch)), measure).map(ink.green),
    ...hanging(`${indent}+ found     `, clean(mismatch.actual), measure).map(ink.red),
  ];
}

function renderExchanges(page: Page, exchanges: readonly Exchange[]): readonly string[] {
  const { clean, ink, options, measure, signs } = page;
  const rows = exchanges.map((exchange) => ({
    method: padEnd(clean(exchange.request.method), 6),
    path: clean(toReadable(pathBelow(exchange, page.run.run.target.baseUrl))),
    outcome: clean(formatOutcome(exchange)),
    rest: [
      ...(options.width < MIN_WIDTH_FOR_TIMES ? [] : [padStart(`${Math.round(exchange.durationMs)} ms`, 8)]),
      `  #${exchange.seq}`,
    ].join(" "),
  }));
  const outcomeWidth = Math.max(0, ...rows.map(({ outcome }) => textWidth(outcome)));
  const taken = INDENT.length + 7 + 2 + outcomeWidth + Math.max(0, ...rows.map(({ rest }) => textWidth(rest)));
  const pathWidth = Math.min(Math.max(0, ...rows.map(({ path }) => textWidth(path))), Math.max(measure - taken, 16));
  return rows.map(({ method, path, outcome, rest }) => {
    const shown = padEnd(truncate(path, pathWidth, signs.ellipsis), pathWidth);
    return `${INDENT}${method} ${shown}  ${padEnd(outcome, outcomeWidth)}${ink.dim(rest)}`;
  });
}
