import type { Exchange } from "../../../exchange/exchange.ts";
import type { Mismatch } from "../../../exchange/violation.ts";
import { attributesOf, resourceOf, shortOf } from "./scopes/features.ts";
import { comparisonsIn, oddWaysOf } from "./scopes/filter-traits.ts";
import type { Symptom } from "./gates/gate.ts";
import { operationsOf, parameterOf } from "./traffic/exchange-words.ts";
import { mismatchKind } from "./mismatch-kind.ts";
import { oddFormOf } from "./odd-form.ts";
import { detailOf, isAboutRefusal, isRefused, outcomeText } from "./traffic/outcomes.ts";
import { pathTemplateOf, shapeOf } from "./scopes/request-shape.ts";
import { firstMember, toPlace } from "./places.ts";
import { withoutNumbers } from "./texts.ts";

/**
 * What two findings must have in common to be put down to one cause. Where the findings leave doubt the keys differ: two causes
 * taken for one mislead more than one cause shown twice.
 */
export function causeKeyOf({ finding, deciding, root }: Symptom): string {
  const { mismatch, reason } = finding;
  const told = withoutNumbers(reason);
  if (mismatch === null) return key("told", told);
  if (isAboutRefusal(mismatch, deciding)) return refusalKey(deciding, mismatch);
  const form = oddFormOf(deciding);
  if (form !== undefined && isAboutForm(finding)) return key(...form);
  if (mismatch.at === null) return key(...toldKey(mismatch, deciding, told));
  const place = toPlace(mismatch.at);
  const kind = mismatchKind(mismatch);
  const document = DISCOVERY.exec(deciding.request.url)?.[0];
  // A discovery document is judged member by member and as a whole: one member that is wrong is one cause.
  if (document !== undefined) return key(document, outcomeText(deciding), memberOf(document, place));
  if (isRefused(deciding) && place === "/status") return refusalKey(deciding, mismatch);
  if (isRefused(deciding))
    return key("error", place, kind, kind === "missing" ? "" : withoutNumbers(mismatch.actual), outcomeText(deciding));
  return placeKey({ finding, deciding, root }, { place, kind, told });
}

/** The members of lists that count. */
const COUNTERS: readonly string[] = ["totalresults", "itemsperpage", "startindex"];

/** Ways in which a value is another one than it should be. */
const OTHER: readonly string[] = ["value", "empty", "primary", "repeated"];

const MADE: readonly string[] = ["id", "schemas", "meta"];

const DISCOVERY = /\/(ServiceProviderConfig|ResourceTypes|Schemas)\b/;

function key(...parts: readonly string[]): string {
  return parts.join("\n");
}

/** The same refusal is one cause, whatever was expected; who says nothing of the reason is told apart by what was asked. */
function refusalKey(deciding: Exchange, { expected }: Mismatch): string {
  const { method } = deciding.request;
  const detail = detailOf(deciding);
  const outcome = outcomeText(deciding);
  if (detail !== "") return key("refused", outcome, detail);
  if (expected.some((one) => /\b404\b/.test(one))) return key("nobody", method, outcome);
  const { endpoint, detail: asked } = shapeOf(deciding);
  return key("refused", shortOf(endpoint), outcome, Number(outcome) >= 500 ? "" : asked);
}

/** What is not about the body: a status that should have been a refusal, a header, or several answers together. */
function toldKey(mismatch: Mismatch, deciding: Exchange, told: string): readonly string[] {
  const { method } = deciding.request;
  const [, header] = /^([A-Z][\w-]+): /.exec(mismatch.expected[0] ?? "") ?? [];
  if (header !== undefined) {
    const status = deciding.response?.status ?? 0;
    return ["header", header, status >= 400 ? "refused" : "taken", withoutNumbers(mismatch.actual)];
  }
  if (mismatch.expected.some((one) => /\b404\b/.test(one))) return ["nobody", method, outcomeText(deciding)];
  // Another success than the one that belongs there is the same fault at every endpoint.
  if (mismatch.expected.some((one) => /\b2\d\d\b|success/.test(one)) && mismatch.actual.startsWith("status 2"))
    return ["status", method, outcomeText(deciding)];
  if (isPage(deciding)) return ["list", "pages"];
  const { endpoint, detail } = shapeOf(deciding);
  return ["told", shortOf(endpoint), detail, outcomeText(deciding), told];
}

/** True for one page of all resources. */
function isPage(deciding: Exchange): boolean {
  return parameterOf(deciding, "count") !== undefined && parameterOf(deciding, "filter") === undefined;
}

/** True when a finding is about what an answer is, and not about its status or one of its other headers. */
function isAboutForm({ mismatch, reason }: Symptom["finding"]): boolean {
  if (mismatch === null) return false;
  return (
    mismatch.at !== null ||
    /JSON|SCIM error|scimType|detail/i.test(reason) ||
    (mismatch.expected[0] ?? "").startsWith("Content-Type: ")
  );
}

interface Place {
  readonly place: string;
  readonly kind: string;
  readonly told: string;
}

function placeKey({ finding, deciding, root }: Symptom, { place, kind, told }: Place): string {
  const member = firstMember(place).toLowerCase();
  const resource = resourceOf(pathTemplateOf(root.request.url));
  if (COUNTERS.includes(member)) {
    return key("list", member, kind);
  }
  if (place === "/Resources" || /^\/Resources(?:\/\*)?$/i.test(place)) return listKey(finding.reason, deciding, told);
  const projection = ["attributes", "excludedAttributes"].find((name) => parameterOf(deciding, name) !== undefined);
  // A secret is one wherever it is shown, asked for or not.
  if (member === "password") return key("place", member);
  if (kind === "unwanted" && projection !== undefined) return key("projection", projection, member);
  // What the server makes shows no effect of what a client sends; a list that lacks an attribute lacks it whatever was written.
  if (MADE.includes(member)) return key("place", resource, place, kind);
  if (kind === "missing" && /^\/Resources\//i.test(finding.mismatch?.at ?? ""))
    return key("list", resource, place, kind);
  const isAnswer = root === deciding && ["POST", "PUT", "PATCH"].includes(root.request.method);
  const isRead = root !== deciding || / after (?:POST|PUT|PATCH)\b/.test(finding.reason);
  // What an answer lacks is how it is written; what it shows otherwise is what was done.
  const isEffect = isRead || (isAnswer && OTHER.includes(kind));
  if (!isEffect) return key("place", resource, place, kind);
  const { method } = root.request;
  // What a PATCH does not name and is gone after it was lost by the one mistake, whatever was named.
  if (method === "PATCH" && kind === "missing" && !isNamedBy(root, member)) return key("lost", resource);
  if (kind.startsWith("type")) return key("place", resource, place, kind);
  return key("effect", method, resource, method === "PATCH" ? shapeOf(root).detail : "", member, kind);
}

function isNamedBy(patch: Exchange, member: string): boolean {
  return operationsOf(patch).some((operation) => attributesOf(operation).includes(member));
}

function listKey(reason: string, deciding: Exchange, told: string): string {
  const filter = parameterOf(deciding, "filter");
  const isUnmatched = filter !== undefined && / although the filter /.test(reason);
  if (!isUnmatched && / instead of (?:at most|no resource)\b/.test(reason)) return key("list", "count");
  if (/ instead of none\b/.test(reason)) return key("list", "startindex", "value");
  if (filter === undefined) return key("list", resourceOf(pathTemplateOf(deciding.request.url)), told);
  const direction = /\bwithout\b|lists nothing|at least one resource/.test(reason) ? "missing" : "too many";
  const asked = comparisonsIn(filter.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
  const resource = resourceOf(pathTemplateOf(deciding.request.url));
  const ways = oddWaysOf(filter).join(" ");
  return key(
    "filter",
    resource,
    direction,
    ways,
    ...asked.map(({ attribute, operator }) => `${attribute} ${operator}`),
  );
}

/** The member of the document that a place lies in; of a schema, whose one member is its attributes, the place itself. */
function memberOf(document: string, place: string): string {
  return document === "/Schemas" ? place : firstMember(place).toLowerCase();
}
