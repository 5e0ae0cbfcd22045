import type { LiveExchange, LiveResponse } from "../../../src/exchange/exchange.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import { ERROR_URN, sameUrn } from "../../../src/scim/urns.ts";
import { reasonPhrase } from "./reason-phrase.ts";

/** Provisioning work came to nothing; the message is what the admin reads beside the red X. Ends a job, never leaves the app. */
export class ProvisioningFailure extends Error {
  override readonly name = "ProvisioningFailure";
  /** True when the target refused as it should: a 4xx that blames the request, with a SCIM error that gives a reason. */
  readonly isExplained: boolean;
  /** What somebody should know who does not expect it, beside what the admin reads. */
  note?: string;

  constructor(message: string, isExplained = false) {
    super(wholeText(message));
    this.isExplained = isExplained;
  }
}

/** More than any server writes for people; what is longer is there to fill the memory. */
const MOST_TEXT = 64 * 1024;

/** An admin's text is shown whole, as whoever mends the target needs its end too. */
function wholeText(text: string): string {
  if (text.length <= MOST_TEXT) return text;
  return `${text.slice(0, MOST_TEXT).toWellFormed()}… (${text.length - MOST_TEXT} further characters)`;
}

/** The failure that an answer, or none, amounts to: `{context}: {reason phrase}. Errors reported by remote server: {detail}`. */
export function toFailure(context: string, live: LiveExchange): ProvisioningFailure {
  if (live.response === null) return new ProvisioningFailure(`${context}: ${live.failure?.message ?? "no answer"}`);
  const reported = reportedBy(live.response);
  const second = reported === undefined ? "" : ` Errors reported by remote server: ${reported}`;
  const message = `${context}: ${reasonPhrase(live.response.status)}.${second}`;
  return new ProvisioningFailure(message, isExplained(live.response));
}

/** What Okta's JSON parser says of a text that is not JSON, or of one that was left unread. */
export function invalidJson(text: string, unreadable?: string): string {
  if (unreadable !== undefined) return `Invalid JSON: ${unreadable}`;
  const start = text.trimStart();
  const word = /^[A-Za-z]+/.exec(start)?.[0];
  if (word !== undefined) return `Invalid JSON: Unrecognized token '${word}'`;
  const code = start.codePointAt(0);
  if (code === undefined) return "Invalid JSON: No content to map due to end-of-input";
  return `Invalid JSON: Unexpected character ('${String.fromCodePoint(code)}' (code ${code}))`;
}

function reportedBy({ body, text, unreadable }: LiveResponse): string | undefined {
  if (text.trim() === "" && unreadable === undefined) return undefined;
  if (body === undefined) return invalidJson(text, unreadable);
  const detail = isObject(body) ? getIgnoreCase(body, "detail") : undefined;
  return typeof detail === "string" && detail !== "" ? detail : undefined;
}

/** Statuses that do not say "this request cannot be granted": credentials, lost resources, conflicts, limits of rate and time. */
const NO_REFUSALS: readonly number[] = [401, 404, 408, 409, 429];

function isExplained({ status, body }: LiveResponse): boolean {
  if (status < 400 || status > 499 || NO_REFUSALS.includes(status) || !isObject(body)) return false;
  const schemas = body["schemas"];
  const isScimError = isArray(schemas) && schemas.some((urn) => typeof urn === "string" && sameUrn(urn, ERROR_URN));
  const detail = body["detail"];
  return isScimError && typeof detail === "string" && detail !== "";
}
