import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { WRONG_AUTHORIZATIONS } from "./credentials.ts";
import type { Exchange, LiveExchange } from "../exchange.ts";
import type { Sweep } from "./sweep-results.ts";

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
/** Characters of a body up to which it is kept as it is. */
const MAX_BODY = 256 * 1024;
/** Characters of all bodies together; beyond, only the beginning of each is kept, so that no target fills the memory. */
const MAX_KEPT = 64 * 1024 * 1024;

/** What must never leave the process. */
export interface RedactOptions {
  /** Tokens, passwords and header values that the user gave. */
  readonly secrets: readonly string[];
  /** Lower-case names of headers that the user gave; their values are secret. */
  readonly secretHeaders: readonly string[];
  /** True for a target that holds nobody's data but the run's. */
  readonly isPrivateTarget: boolean;
}

/** Makes the recorded form of an exchange: tokens and passwords are masked, and so are resources that the run did not make. */
export type Redactor = (live: LiveExchange) => Exchange;

/** Builds the function that every exchange passes before anything else keeps it. */
export function createRedactor(options: RedactOptions): Redactor {
  const sweep = createSweep(options.secrets);
  const hidden = new Set([...SECRET_HEADERS, ...options.secretHeaders]);
  const headersOf = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
    const masked = Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      hidden.has(name) ? maskHeader(name, value) : sweep(value),
    ]);
    return masked.every(([name, value]) => headers[name] === value) ? headers : Object.fromEntries(masked);
  };
  let kept = 0;
  const bound = (text: string | null, body: Json | undefined): Json | undefined => {
    const length = text?.length ?? 0;
    kept += Math.min(length, MAX_BODY);
    return length > (kept > MAX_KEPT ? MAX_TEXT : MAX_BODY) ? cutBody(body) : body;
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
        body: bound(live.request.text, redactBody(live.request.text, live.request.body, inRequest)),
      },
      response: live.response && {
        status: live.response.status,
        headers: headersOf(live.response.headers),
        body: bound(live.response.text, redactBody(live.response.text, live.response.body, inResponse)),
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

/** The beginning of a body that is too large to be kept. */
function cutBody(body: Json | undefined): Json | undefined {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return text === undefined || text.length <= MAX_TEXT ? body : `${text.slice(0, MAX_TEXT).toWellFormed()}…`;
}

function redactText(text: string, rules: BodyRules): string {
  if (rules.isRead && /userName|\\u00/i.test(text)) return `${MASK} (text that is no JSON and seems to hold users)`;
  return rules.sweep(text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).toWellFormed()}…` : text);
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
  // Not by assignment: a member may be called __proto__.
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name, SECRET_KEYS.test(name) && value !== null ? MASK : redactValue(value, rules)]];
    }),
  );
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
