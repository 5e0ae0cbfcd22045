import type { Exchange } from "../../../../../exchange/exchange.ts";
import { getIgnoreCase, isArray, isObject } from "../../../../../scim/json.ts";
import { isAccepted, requestPathOf } from "../../traffic/exchange-words.ts";
import { shortOf } from "../../scopes/features.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** No list, at one endpoint or at all, is a ListResponse. */
export const listsMalformed: Gate = defineGate({
  id: "lists-malformed",
  read: ({ exchanges }) => {
    const byEndpoint = Map.groupBy(exchanges.filter(isList), (one) => endpointOf(one));
    const bad = [...byEndpoint].filter(([, lists]) => lists.length > 1 && lists.every((one) => !isListResponse(one)));
    return { bad: new Map(bad), isAll: bad.length === byEndpoint.size };
  },
  explains: ({ finding, deciding }, { bad, isAll }) => {
    const { mismatch } = finding;
    const lists = isList(deciding) ? bad.get(endpointOf(deciding)) : undefined;
    if (mismatch === null || lists === undefined) return undefined;
    if (/Content-Type/.test(finding.reason)) return undefined;
    const where = isAll ? "" : ` at ${endpointOf(deciding)}`;
    return {
      which: isAll ? "" : endpointOf(deciding),
      title: `Every list${where} is ${formOf(lists)} instead of a ListResponse`,
      advice: `Answer lists as an object with schemas (${LIST}), totalResults, itemsPerPage, startIndex and the array Resources (RFC 7644 section 3.4.2).`,
    };
  },
});

function isList(exchange: Exchange): boolean {
  const { method } = exchange.request;
  const path = requestPathOf(exchange);
  return (
    isAccepted(exchange) && (method === "GET" ? /\/(?:Users|Groups)$/i : /\/\.search$/).test(path) && method !== "HEAD"
  );
}

function endpointOf(exchange: Exchange): string {
  return shortOf(requestPathOf(exchange));
}

function isListResponse({ response }: Exchange): boolean {
  const body = response?.body;
  const schemas = isObject(body) ? getIgnoreCase(body, "schemas") : undefined;
  return isArray(schemas) && schemas.includes(LIST);
}

function formOf(lists: readonly Exchange[]): string {
  const bodies = lists.map(({ response }) => response?.body);
  if (bodies.every(isArray)) return "a bare array";
  return bodies.every(isObject) ? "an object of another form" : "something else";
}
