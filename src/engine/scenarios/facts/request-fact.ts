import type { Json, JsonObject } from "../../../scim/json.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import type { LiveExchange } from "../../../exchange/exchange.ts";
import { TOOL } from "../../../exchange/exchange.ts";
import type { ScenarioValues } from "../document/scenario-expression.ts";
import { fits } from "./json-fact.ts";
import { toNumberFact } from "./number-fact.ts";
import { toRequestPattern } from "./request-pattern.ts";
import type { Unmet } from "./unmet.ts";

/** Holds the requests that the provider's client has sent in a step against what its document says of them. */
export function requestsUnmet(
  wanted: readonly Json[],
  exchanges: readonly LiveExchange[],
  values: ScenarioValues,
): readonly Unmet[] {
  const sent = exchanges.filter(({ sender }) => sender !== TOOL);
  return wanted.filter(isObject).flatMap((one) => {
    const found = sent.filter((exchange) => isMeant(one, exchange)).length;
    const count = toNumberFact(one["count"] ?? { min: 1 }, values);
    return count.isMet(found) ? [] : [{ name: nameOf(one), found: String(found), wanted: count.words }];
  });
}

/** True where a step's document says more of its requests than how many there are. */
export function asksForRequests(expectations: Readonly<Record<string, Json>>): boolean {
  return isArray(expectations["requests"]);
}

function isMeant(wanted: JsonObject, { request, response }: LiveExchange): boolean {
  const { body, answer } = wanted;
  if (!toRequestPattern(textIn(wanted, "method"), textIn(wanted, "path")).matches(request)) return false;
  if (answer !== undefined && response?.status !== answer) return false;
  return body === undefined || fits(body, request.body);
}

function nameOf(wanted: JsonObject): string {
  const { text } = toRequestPattern(textIn(wanted, "method"), textIn(wanted, "path"));
  const body = wanted["body"] === undefined ? "" : ` with ${JSON.stringify(wanted["body"])}`;
  const answer = wanted["answer"] === undefined ? "" : `, answered ${JSON.stringify(wanted["answer"])},`;
  return `the number of requests ${text}${body}${answer}`;
}

function textIn(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === "string" ? value : undefined;
}
