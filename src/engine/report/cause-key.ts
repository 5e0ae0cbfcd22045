import type { Exchange } from "../../exchange/exchange.ts";
import { shapeOf } from "./request-shape.ts";
import type { Finding } from "../run.ts";
import type { Mismatch } from "../../exchange/violation.ts";
import { withoutNames } from "./without-names.ts";

/** What the traffic of a run says about causes. */
export interface TrafficEvidence {
  readonly exchangeOf: (seq: number) => Exchange | undefined;
  /** Endpoints, with and without the names of their parameters, that never answered with a success. */
  readonly broken: ReadonlySet<string>;
}

/** Reads the traffic of a run once. */
export function gatherEvidence(exchanges: readonly Exchange[]): TrafficEvidence {
  const bySeq = new Map(exchanges.map((exchange) => [exchange.seq, exchange]));
  return { exchangeOf: (seq) => bySeq.get(seq), broken: brokenEndpoints(exchanges) };
}

/**
 * What two findings must have in common to be put down to one cause; undefined when that cannot be told. Where the
 * findings leave doubt the keys differ: two causes taken for one mislead more than one cause shown twice.
 */
export function causeKeyOf(finding: Finding, evidence: TrafficEvidence): string | undefined {
  const { mismatch, decisive } = finding;
  const exchange = decisive === null ? undefined : evidence.exchangeOf(decisive);
  if (mismatch === null || exchange === undefined) return undefined;
  const endpoint = isAboutStatus(mismatch, exchange) ? brokenEndpointOf(exchange, evidence) : undefined;
  if (endpoint !== undefined) return key(["always", endpoint, outcomeOf(exchange), detailOf(exchange)]);

  const root = rootOf(finding, exchange, evidence);
  const { endpoint: asked, detail } = shapeOf(root);
  const place = mismatch.at === null ? withoutNames(finding.reason) : toPlace(mismatch.at);
  const document = DISCOVERY.exec(asked)?.[0];
  // A discovery document is judged member by member and as a whole: one member that is wrong is one cause.
  if (document !== undefined && mismatch.at !== null)
    return key([document, outcomeOf(root), memberOf(document, place)]);
  return key([
    asked,
    detail,
    outcomeOf(root),
    place,
    ...mismatch.expected.map(withoutNames),
    "|",
    withoutNames(mismatch.actual),
  ]);
}

const DISCOVERY = /\/(ServiceProviderConfig|ResourceTypes|Schemas)\b/;

/** The member of the document that a place lies in; of a schema, whose one member is its attributes, the place itself. */
function memberOf(document: string, place: string): string {
  return document === "/Schemas" ? place : (/^\/[^/]*/.exec(place)?.[0] ?? "");
}

function key(parts: readonly string[]): string {
  return parts.join("\n");
}

/** A list shows the same fault as the resource alone, and the first value the same as the second. */
function toPlace(at: string): string {
  return at.replace(/^\/Resources\/\d+(?=\/)/i, "").replace(/\/\d+(?=\/|$)/g, "/*");
}

/** The write whose effect a read-back shows; the deciding exchange itself when it is no read-back. */
function rootOf(finding: Finding, deciding: Exchange, evidence: TrafficEvidence): Exchange {
  const isProjected = /[?&](excluded)?attributes=/i.test(deciding.request.url);
  if (deciding.request.method !== "GET" || isProjected || finding.mismatch?.at === null) return deciding;
  const isInList = /^\/Resources\/\d+\//i.test(finding.mismatch?.at ?? "");
  const writes = finding.exchanges
    .filter((seq) => seq < deciding.seq)
    .map((seq) => evidence.exchangeOf(seq))
    .filter((earlier) => earlier !== undefined && isWriteOf(earlier, deciding, isInList));
  return writes.at(-1) ?? deciding;
}

function isWriteOf(earlier: Exchange, read: Exchange, isInList: boolean): boolean {
  if (!["POST", "PUT", "PATCH"].includes(earlier.request.method)) return false;
  const written = pathOf(earlier);
  const seen = pathOf(read);
  return written === seen || seen.startsWith(`${written}/`) || (isInList && written.startsWith(`${seen}/`));
}

function pathOf(exchange: Exchange): string {
  return exchange.request.url.split("?", 1)[0] ?? "";
}

function outcomeOf(exchange: Exchange): string {
  return String(exchange.response?.status ?? exchange.failure?.kind);
}

/** What a refusal says, so that two kinds of 400 stay apart; a crash is a crash. */
function detailOf(exchange: Exchange): string {
  const { response } = exchange;
  if (response === null || response.status >= 500) return "";
  return withoutNames(JSON.stringify(response.body) ?? "");
}

function isAboutStatus(mismatch: Mismatch, exchange: Exchange): boolean {
  if (mismatch.at !== null || isSuccess(exchange)) return false;
  const { response, failure } = exchange;
  return response === null
    ? mismatch.actual === failure?.message
    : mismatch.actual.startsWith(`status ${response.status}`);
}

function brokenEndpointOf(exchange: Exchange, evidence: TrafficEvidence): string | undefined {
  return endpointsOf(exchange).find((endpoint) => evidence.broken.has(endpoint));
}

function endpointsOf(exchange: Exchange): readonly string[] {
  const { endpoint, parameters } = shapeOf(exchange);
  return [endpoint, `${endpoint}?${parameters}`];
}

/** A 401 says nothing of an endpoint: requests without credentials are part of the checks. */
function brokenEndpoints(exchanges: readonly Exchange[]): ReadonlySet<string> {
  const asked = new Map<string, number>();
  const working = new Set<string>();
  for (const exchange of exchanges.filter(({ response }) => response?.status !== 401)) {
    for (const endpoint of endpointsOf(exchange)) {
      asked.set(endpoint, (asked.get(endpoint) ?? 0) + 1);
      if (isSuccess(exchange)) working.add(endpoint);
    }
  }
  return new Set(
    [...asked].filter(([endpoint, times]) => times > 1 && !working.has(endpoint)).map(([endpoint]) => endpoint),
  );
}

function isSuccess(exchange: Exchange): boolean {
  return exchange.response !== null && exchange.response.status < 400;
}
