import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { WRONG_AUTHORIZATIONS } from "./credentials.ts";
import type { Exchange, LiveExchange } from "../exchange.ts";
import type { Sweep } from "./sweep-results.ts";
import { createBodyTrimmer } from "./trim-body.ts";

const MASK = "***";
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "api-key",
]);
const SECRET_KEYS = /^(password|token|secret|access_token|refresh_token|client_secret|api_?key)$/i;
const SECRET_MEMBER = /"(password|token|secret|access_token|refresh_token|client_secret|api_?key)"/i;
const MAX_TEXT = 2000;

/** What must never leave the process. */
export interface RedactOptions {
  /** Tokens, passwords and header values that the user gave. */
  readonly secrets: readonly string[];
  /** Lower-case names of headers that the user gave; their values are secret. */
  readonly secretHeaders: readonly string[];
  /** True for a target that holds nobody's data but the run's. */
  readonly isPrivateTarget: boolean;
}

/**
 * Makes the recorded form of an exchange: tokens and passwords are masked, and so are resources that the run did not make. Of
 * a long answer only the beginning is kept.
 */
export type Redactor = (live: LiveExchange) => Exchange;

/** Builds the function that every exchange passes before anything else keeps it. */
export function createRedactor(options: RedactOptions): Redactor {
  const sweep = createSweep(options.secrets);
  const trim = createBodyTrimmer();
  const hidden = new Set([...SECRET_HEADERS, ...options.secretHeaders]);
  const headersOf = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
    const masked = Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      hidden.has(name) ? maskHeader(name, value) : sweep(value),
    ]);
    return masked.every(([name, value]) => headers[name] === value) ? headers : Object.fromEntries(masked);
  };
  return (live) => {
    const inRequest: BodyRules = { sweep, isVisible: () => true, isRead: false, showsAll: true };
    const isRead = live.request.method === "GET" || live.request.path.endsWith("/.search");
    const inResponse = options.isPrivateTarget ? inRequest : { sweep, isVisible: live.isOwn, isRead, showsAll: false };
    return {
      seq: live.seq,
      cause: live.cause,
      request: {
        method: live.request.method,
        url: sweep(live.request.url),
        headers: headersOf(live.request.headers),
        body: redactBody(live.request.text, live.request.body, inRequest),
      },
      response: live.response && {
        status: live.response.status,
        headers: headersOf(live.response.headers),
        // Masked before it is cut: what shows whose resource it is may stand at its end.
        body: trim(redactBody(live.response.text, live.response.body, inResponse), live.response.text.length),
      },
      failure: live.failure && { kind: live.failure.kind, message: sweep(live.failure.message) },
      durationMs: live.durationMs,
    };
  };
}

/** Keeps the scheme of an Authorization header, and shows a made-up value: it is no secret, and needed to reproduce the request. */
function maskHeader(name: string, value: string): string {
  if (name !== "authorization") return MASK;
  if (WRONG_AUTHORIZATIONS.has(value)) return value;
  const scheme = /^(Bearer|Basic) /i.exec(value)?.[0] ?? "";
  return `${scheme}${MASK}`;
}

interface BodyRules {
  readonly sweep: Sweep;
  readonly isVisible: (id: string) => boolean;
  /** It answers a reading, which may show anybody; a write shows what the run has sent. */
  readonly isRead: boolean;
  /** No resource is masked. */
  readonly showsAll: boolean;
}

function redactBody(text: string | null, body: Json | undefined, rules: BodyRules): Json | undefined {
  if (text === null || text === "") return undefined;
  if (body === undefined) return redactText(text, rules);
  return isHarmless(text, rules) ? body : redactValue(body, rules);
}

function redactText(text: string, rules: BodyRules): string {
  if (rules.isRead && /userName/i.test(text)) return `${MASK} (text that is no JSON and seems to hold users)`;
  return rules.sweep(text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
}

/** True when nothing in the body would be masked, so that it need not be copied. JSON may spell letters as escapes. */
function isHarmless(text: string, rules: BodyRules): boolean {
  return rules.showsAll && !SECRET_MEMBER.test(text) && !text.includes("\\u") && rules.sweep(text) === text;
}

function redactValue(value: Json, rules: BodyRules): Json {
  if (typeof value === "string") return rules.sweep(value);
  if (isArray(value)) return value.map((item) => redactValue(item, rules));
  if (!isObject(value)) return value;
  return isForeignResource(value, rules) ? maskResource(value) : redactMembers(value, rules);
}

function redactMembers(object: JsonObject, rules: BodyRules): JsonObject {
  const members: Record<string, Json> = {};
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    members[name] = SECRET_KEYS.test(name) && value !== null ? MASK : redactValue(value, rules);
  }
  return members;
}

/** A user or group that somebody else made. Discovery documents are nobody's data. */
function isForeignResource(object: JsonObject, rules: BodyRules): boolean {
  const id = getIgnoreCase(object, "id");
  if (typeof id !== "string" && typeof id !== "number") return rules.isRead && isSomebodyWithoutId(object);
  if (rules.isVisible(String(id))) return false;
  const schemas = object["schemas"];
  const isDocument =
    isArray(schemas) &&
    schemas.some((s) => typeof s === "string" && /:(Schema|ResourceType|ServiceProviderConfig)$/i.test(s));
  const isNamed = ["userName", "displayName", "meta"].some((name) => getIgnoreCase(object, name) !== undefined);
  return !isDocument && (isNamed || isArray(schemas));
}

/** By its name, where the id is missing or left out; names of runs are nobody's. */
function isSomebodyWithoutId(object: JsonObject): boolean {
  const name = getIgnoreCase(object, "userName");
  return typeof name === "string" && !/^zsc-/i.test(name);
}

function maskResource(object: JsonObject): JsonObject {
  const schemas = object["schemas"];
  return { ...(schemas === undefined ? {} : { schemas }), id: MASK, masked: "a resource that this run did not make" };
}

/**
 * Masks secrets wherever they stand in a text, plain, percent-encoded or in base64, with or without `Bearer` before them;
 * those of less than four characters stay.
 */
export function createSweep(secrets: readonly string[]): Sweep {
  const list = secrets.filter((secret) => secret.length >= 4);
  const all = [...new Set(list.flatMap(spellingsOf))].sort((a, b) => b.length - a.length);
  return (text) =>
    all.reduce((swept, secret) => (swept.includes(secret) ? swept.replaceAll(secret, MASK) : swept), text);
}

function spellingsOf(secret: string): readonly string[] {
  const bytes = [secret, `Bearer ${secret}`].map((text) => Buffer.from(text, "utf8"));
  // Without the padding, which need not be there: where it is, it is left over.
  const inBase64 = bytes.flatMap((b) => [b.toString("base64").replace(/=+$/, ""), b.toString("base64url")]);
  return [secret, encodeURIComponent(secret), ...inBase64];
}
