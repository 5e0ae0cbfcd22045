import type { Exchange } from "../../../exchange/exchange.ts";
import { createdIds, mentions } from "../created-ids.ts";
import type { Finding, Run } from "../../run.ts";

/**
 * The exchanges that a finding's deciding one may rest on, and that one as the last: all that the same check or scenario sent
 * before it, whichever finding is told, and what the ones sent that made the resources it names. None when nothing decides.
 */
export function exchangesBehind({ decisive }: Finding, { exchanges }: Pick<Run, "exchanges">): readonly Exchange[] {
  const deciding = decisive === null ? undefined : exchanges.find(({ seq }) => seq === decisive);
  if (deciding === undefined) return [];
  const earlier = exchanges.filter(({ seq }) => seq < deciding.seq);
  const makers = new Set([deciding.cause.id, ...makersOf(deciding, earlier).map(({ cause }) => cause.id)]);
  return [...earlier.filter(({ cause }) => makers.has(cause.id)), deciding];
}

/** The creates of the resources that a request names. */
export function makersOf(exchange: Exchange, earlier: readonly Exchange[]): readonly Exchange[] {
  const seqs = new Set(
    createdIds(earlier, "")
      .filter(({ id }) => mentions(exchange, id))
      .map(({ seq }) => seq),
  );
  return earlier.filter(({ seq }) => seqs.has(seq));
}

/** The base URL that a request was sent below: without a target each scenario plays on a server of its own. */
export function baseUrlOf({ request, cause }: Exchange, { run, scenarios }: Pick<Run, "run" | "scenarios">): string {
  if (request.url.startsWith(run.target.baseUrl)) return run.target.baseUrl;
  return scenarios.find(({ id }) => id === cause.id)?.baseUrl ?? run.target.baseUrl;
}
