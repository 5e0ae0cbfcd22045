import { pathBelow } from "../../../src/engine/report/created-ids.ts";
import { formatOutcome } from "../../../src/engine/report/report-phrases.ts";
import type { ScenarioResult, StepResult } from "../../../src/engine/run.ts";
import type { Exchange } from "../../../src/exchange/exchange.ts";
import type { Page } from "../page.ts";
import { toReadable } from "../text/readable.ts";
import { hanging } from "../text/wrap.ts";

const INDENT = "        ";
const MAX_SHOWN = 6;

/** What a step has sent and what was answered, a line each; of many the ones that were refused before the others. */
export function renderRequests(page: Page, step: StepResult, scenario: ScenarioResult): readonly string[] {
  const sent = step.exchanges.flatMap((seq) => page.exchangeOf(seq) ?? []);
  const refused = sent.filter(isRefused);
  const first = [...refused, ...sent.filter((exchange) => !isRefused(exchange))].slice(0, MAX_SHOWN);
  const shown = first.toSorted((a, b) => a.seq - b.seq);
  const more = sent.length - shown.length;
  return [
    ...shown.flatMap((exchange) => renderRequest(page, exchange, scenario)),
    ...(more > 0 ? [page.ink.dim(`${INDENT}and ${more} more, in the JSON report`)] : []),
  ];
}

function renderRequest(page: Page, exchange: Exchange, { baseUrl }: ScenarioResult): readonly string[] {
  const { method } = exchange.request;
  const asked = toReadable(`${method} ${pathBelow(exchange, baseUrl)}`);
  const text = page.clean(`${asked} ${page.signs.to} ${formatOutcome(exchange)}`);
  return hanging(`${INDENT}#${exchange.seq} `, text, page.measure).map(page.ink.dim);
}

function isRefused({ response }: Exchange): boolean {
  return response === null || response.status >= 400;
}
