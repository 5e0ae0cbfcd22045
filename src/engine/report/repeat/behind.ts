import type { Exchange } from "../../../exchange/exchange.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import { idOf } from "../../../exchange/resource-id.ts";
import { BALLAST } from "../../checks/ballast.ts";
import { createdIds, mentions } from "../created-ids.ts";
import type { Finding, Run } from "../../run.ts";

/**
 * The exchanges that a finding's deciding one may rest on, and that one as the last: all that the same check or scenario sent
 * before it, whichever finding is told, what the ones sent that made the resources it names, and what made it short of seats.
 * None when nothing decides.
 */
export function exchangesBehind(finding: Finding, { exchanges }: Pick<Run, "exchanges">): readonly Exchange[] {
  const deciding = surestOf(finding, exchanges).at(-1);
  if (deciding === undefined) return [];
  const earlier = exchanges.filter(({ seq }) => seq < deciding.seq);
  const named = makersOf(deciding, earlier);
  const makers = new Set([deciding.cause.id, ...named.map(({ cause }) => cause.id)]);
  if (deciding.cause.kind === "check") makers.add(BALLAST);
  const listed = new Set(othersListed(deciding, earlier));
  return [...earlier.filter((one) => makers.has(one.cause.id) || listed.has(one)), deciding];
}

/**
 * The deciding exchange, and after it a surer one where there is one: what the preflight and the clean-up see depends on what
 * else is there, and so does a list that shows what others made. Of those that broke a rule too, the check with most is taken.
 */
export function surestOf({ check, decisive, exchanges }: Finding, all: readonly Exchange[]): readonly Exchange[] {
  const deciding = all.find(({ seq }) => seq === decisive);
  if (deciding === undefined) return [];
  const isOwn = deciding.cause.id === check || deciding.cause.kind === "discovery";
  if (isOwn || !isList(deciding)) return [deciding];
  const broken = all.filter(({ seq, cause }) => exchanges.includes(seq) && MAKERS.has(cause.kind));
  const [most] = [...Map.groupBy(broken, ({ cause }) => cause.id).values()].sort((a, b) => b.length - a.length);
  const surer = most?.at(-1);
  return surer === undefined || surer === deciding ? [deciding] : [deciding, surer];
}

const MAKERS: ReadonlySet<string> = new Set(["check", "scenario"]);

function isList({ cause, request }: Exchange): boolean {
  return !MAKERS.has(cause.kind) || (request.method === "GET" && /\/(?:Users|Groups)(?:\?|$)/.test(request.url));
}

/** What shows that a list holds too much may be what others made: so many of them will do. */
const OTHERS = 2;

/** The last creates by other checks of what a list shows. */
export function othersListed(deciding: Exchange, earlier: readonly Exchange[]): readonly Exchange[] {
  const body = deciding.response?.body;
  const listed = isObject(body) ? body["Resources"] : undefined;
  if (!isArray(listed)) return [];
  const ids = new Set(listed.map(idOf));
  const made = createdIds(earlier, "").filter(({ id }) => ids.has(id));
  return earlier
    .filter(({ seq, cause }) => cause.id !== deciding.cause.id && made.some((one) => one.seq === seq))
    .slice(-OTHERS);
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
