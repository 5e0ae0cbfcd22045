import type { Exchange } from "../../src/exchange/exchange.ts";
import { formatOutcome } from "../../src/engine/report/report-phrases.ts";
import type { Json } from "../../src/scim/json.ts";
import type { Page } from "./page.ts";
import { hanging } from "./text/wrap.ts";

const INDENT = "    ";

/** Exchanges in full, as they were recorded: what was sent, and what came back. The one that decides is marked. */
export function renderWhole(page: Page, exchanges: readonly Exchange[], decisive: number | null): readonly string[] {
  return inRows(exchanges).flatMap((row, index) => [...(index === 0 ? [] : [""]), ...renderRow(page, row, decisive)]);
}

/** What was asked again and again, to see whether a write shows, with the same answer: one is as good as all. */
function inRows(exchanges: readonly Exchange[]): readonly (readonly Exchange[])[] {
  const rows: Exchange[][] = [];
  for (const exchange of exchanges) {
    const last = rows.at(-1);
    if (last?.[0] !== undefined && isSame(last[0], exchange)) last.push(exchange);
    else rows.push([exchange]);
  }
  return rows;
}

function isSame(one: Exchange, other: Exchange): boolean {
  const shape = ({ request, response, failure }: Exchange): string =>
    JSON.stringify([request, response?.status, response?.body, failure?.message]);
  return one.request.method === "GET" && shape(one) === shape(other);
}

function renderRow(page: Page, row: readonly Exchange[], decisive: number | null): readonly string[] {
  const shown = row.find(({ seq }) => seq === decisive) ?? row.at(-1);
  if (shown === undefined) return [];
  const others = row.filter((one) => one !== shown).map(({ seq }) => `#${seq}`);
  const told = `asked ${others.length + 1} times with this answer, also as ${others.join(", ")}`;
  return [
    ...(others.length === 0 ? [] : hanging(INDENT, told, page.measure)),
    ...renderOne(page, shown, shown.seq === decisive),
  ];
}

function renderOne(page: Page, exchange: Exchange, isDecisive: boolean): readonly string[] {
  const { ink, clean, signs } = page;
  const { request, response } = exchange;
  const mark = isDecisive ? `   ${ink.bold("this one decides")}` : "";
  return [
    `${INDENT}#${exchange.seq}   ${Math.round(exchange.durationMs)} ms${mark}`,
    `${INDENT}${ink.bold(clean(`${request.method} ${request.url}`))}`,
    ...renderMessage(page, request.headers, request.body),
    `${INDENT}${signs.to} ${ink.bold(clean(formatOutcome(exchange)))}`,
    ...(response === null ? [] : renderMessage(page, response.headers, response.body)),
  ];
}

function renderMessage(
  page: Page,
  headers: Readonly<Record<string, string>>,
  body: Json | undefined,
): readonly string[] {
  const { clean, ink } = page;
  const lines = body === undefined ? [] : typeof body === "string" ? body.split("\n") : pretty(body);
  return [
    ...Object.entries(headers).map(([name, value]) => INDENT + ink.dim(clean(`${name}: ${value}`))),
    ...lines.map((line) => INDENT + clean(line)),
  ];
}

function pretty(body: Json): readonly string[] {
  return JSON.stringify(body, null, 2).split("\n");
}
