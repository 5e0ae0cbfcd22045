import type { Exchange } from "../../../../exchange/exchange.ts";
import type { Mismatch } from "../../../../exchange/violation.ts";
import { getIgnoreCase, isObject } from "../../../../scim/json.ts";
import { withoutNumbers } from "../texts.ts";

/** The status of an answer, or why none came. */
export function outcomeText({ response, failure }: Exchange): string {
  return response === null ? (failure?.kind ?? "no answer") : String(response.status);
}

/** True for an answer with 4xx or 5xx, and for none. */
export function isRefused({ response }: Exchange): boolean {
  return response === null || response.status >= 400;
}

/** True when the finding is about how its exchange was refused: be it that it was, or that it should have been otherwise. */
export function isAboutRefusal(mismatch: Mismatch, exchange: Exchange): boolean {
  if (mismatch.at !== null || !isRefused(exchange)) return false;
  const { response, failure } = exchange;
  return response === null
    ? mismatch.actual === failure?.message
    : mismatch.actual.startsWith(`status ${response.status}`);
}

/** What a refusal says in its own words; empty where that would fit anything. */
export function detailOf({ response, failure }: Exchange): string {
  if (response === null) return withoutNumbers(failure?.message ?? "");
  const detail = detailIn(response.body);
  return STOCK.test(detail.trim()) ? "" : withoutNumbers(detail);
}

/** As far as a report shows it. */
export function shownDetail({ response }: Exchange): string {
  const detail = response === null ? "" : detailIn(response.body).trim();
  return detail.length > 80 ? `${detail.slice(0, 80).toWellFormed()}…` : detail;
}

const STOCK =
  /^(?:|(?:an? )?(?:internal|unexpected|server|unknown|generic)?[\s_-]*(?:internal)?[\s_-]*(?:server)?[\s_-]*error\.?|bad request\.?|not found\.?|not implemented\.?|method not allowed\.?|forbidden\.?|conflict\.?|invalid(?: request)?\.?|no\.?|null|undefined)$/i;

function detailIn(body: unknown): string {
  if (!isObject(body)) return "";
  const found = ["detail", "message", "error", "title"].map((name) => getIgnoreCase(body, name));
  const detail = found.find((one) => one !== undefined && one !== null && one !== "");
  return typeof detail === "string" ? detail : detail === undefined ? "" : JSON.stringify(detail);
}
