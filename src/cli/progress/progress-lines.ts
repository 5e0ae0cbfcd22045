import { stripVTControlCharacters } from "node:util";
import type { Ink } from "../../../reports/terminal/text/ink.ts";
import { toPrintable } from "../../../reports/terminal/text/printable.ts";
import type { Signs } from "../../../reports/terminal/text/signs.ts";
import { padEnd, textWidth, truncate } from "../../../reports/terminal/text/text-width.ts";
import { fill } from "../../../reports/terminal/text/wrap.ts";
import { pathBelow } from "../../engine/report/created-ids.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import { formatOutcome } from "../../engine/report/report-phrases.ts";
import { formatElapsed } from "./progress-clock.ts";
import type { Tally } from "./progress-tally.ts";

/** How the lines of live progress may look. */
export interface LineStyle {
  readonly width: number;
  readonly unicode: boolean;
  readonly signs: Signs;
  readonly ink: Ink;
}

const MAX_BAR = 40;
const MIN_BAR = 12;

/** The target, what is going on, how far it has come, and what works in the identity provider so far. Each line is shorter than the terminal. */
export function drawLines(tally: Tally, elapsedMs: number, style: LineStyle): readonly string[] {
  const room = style.width - 1;
  const now = tally.scenario === undefined ? describeExchange(tally, style, room) : describeScenario(tally, style);
  const lines = [
    describeTarget(tally, style, room),
    now,
    describeAmount(tally, elapsedMs, style),
    ...(tally.run === undefined ? [] : [describeFeatures(tally, style)]),
  ];
  // A line that must be cut loses its colours: a cut escape sequence would colour what follows.
  return lines.map((line) =>
    textWidth(line) <= room ? line : truncate(stripVTControlCharacters(line), room, style.signs.ellipsis),
  );
}

/** Where the line is short, the URL is cut: the seed and the id of the run are what has to be written down. */
function describeTarget({ run }: Tally, { unicode, signs }: LineStyle, room: number): string {
  if (run === undefined) return "zi-scim-check";
  const { id, target, idp, dialect, seed } = run;
  // Nothing stays on a bundled server, so there is no run to clean up.
  const end = `   ${idp}/${dialect}   seed ${seed}${target.bundled ? "" : `   run ${id}`}`;
  const start = `zi-scim-check   ${target.bundled ? "bundled server at " : ""}${toPrintable(target.baseUrl, unicode)}`;
  return truncate(start, Math.max(0, room - textWidth(end)), signs.ellipsis) + end;
}

function describeExchange({ run, lastExchange }: Tally, style: LineStyle, room: number): string {
  if (lastExchange === undefined) return ` connecting ${style.signs.ellipsis}`;
  const id = padEnd(` ${lastExchange.cause.id}`, Math.min(34, Math.floor(room / 2)));
  const end = `   ${toPrintable(formatOutcome(lastExchange), style.unicode)}   ${Math.round(lastExchange.durationMs)} ms`;
  const request = `   ${toPrintable(requestOf(lastExchange, run?.target.baseUrl ?? ""), style.unicode)}`;
  const width = room - textWidth(id) - textWidth(end);
  return id + padEnd(truncate(request, width, style.signs.ellipsis), Math.min(width, 36)) + end;
}

function requestOf(exchange: Exchange, baseUrl: string): string {
  return `${exchange.request.method} ${pathBelow(exchange, baseUrl)}`;
}

function describeScenario({ scenario }: Tally, { signs, ink, unicode }: LineStyle): string {
  if (scenario === undefined) return "";
  const { assignments, stepsDone, steps } = scenario;
  const failed = (assignments?.failed ?? 0) > 0 ? `, ${assignments?.failed} ${ink.red(signs.fail)}` : "";
  const told = assignments === undefined ? "" : `   ${assignments.done}/${assignments.total} assigned${failed}`;
  return ` ${toPrintable(scenario.id, unicode)}   step ${Math.min(stepsDone + 1, steps)} of ${steps}${told}`;
}

/** At little width the bar goes first, then the speed. */
function describeAmount(tally: Tally, elapsedMs: number, style: LineStyle): string {
  const { signs, ink } = style;
  const { checks } = tally.plan;
  const seconds = Math.max(elapsedMs / 1000, 1);
  const counts = [
    ...(checks === 0 ? [] : [`${tally.done}/${checks}`]),
    `${tally.verdicts.fail} ${ink.red(signs.fail)}  ${tally.verdicts.warn} ${ink.yellow(signs.warn)}`,
    formatElapsed(elapsedMs, 1),
    `${Math.round(tally.requests / seconds)} req/s`,
  ];
  const [text = ""] = fill(counts, { width: style.width - 2, separator: "   " });
  const length = Math.min(MAX_BAR, style.width - textWidth(text) - 5);
  return length < MIN_BAR ? ` ${text}` : ` ${drawBar(checks === 0 ? 0 : tally.done / checks, length, style)}   ${text}`;
}

function drawBar(part: number, length: number, { unicode, ink }: LineStyle): string {
  const done = Math.min(length, Math.round(part * length));
  return (unicode ? "━" : "#").repeat(done) + ink.dim((unicode ? "─" : "-").repeat(length - done));
}

function describeFeatures({ features, run }: Tally, { signs, ink }: LineStyle): string {
  const shown = (run?.provider.features ?? []).map(({ id: feature }) => {
    const verdict = features.get(feature);
    if (verdict === undefined) return ink.dim(`${feature} ${signs.ellipsis}`);
    return `${feature} ${verdict === "pass" ? ink.green(signs.pass) : ink.red(signs.fail)}`;
  });
  return ` ${shown.join("   ")}`;
}
