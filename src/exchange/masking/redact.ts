import { isForeign, isSecretValue, maskInnerText, maskResource, maskText } from "./foreign.ts";
import { isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { WRONG_AUTHORIZATIONS } from "./credentials.ts";
import type { Exchange, LiveExchange } from "../exchange.ts";
import { receivedSecrets } from "./given-secrets.ts";
import { isSecretHeader, mayHaveSecretMember } from "./secret-names.ts";
import { MASK, NEARLY_RIGHT, OTHER_TENANT } from "./mask.ts";
import type { Secrets } from "./secrets.ts";
import { createBodyTrimmer } from "./trim-body.ts";

const MAX_TEXT = 2000;
const MAX_SWEPT = 64 * 1024;

/** What must never leave the process. */
export interface RedactOptions {
  /** All secrets of the run; what an answer hands out is added to them. */
  readonly secrets: Secrets;
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
  const { secrets } = options;
  const { sweep } = secrets;
  const trim = createBodyTrimmer();
  const given = new Set(options.secretHeaders);
  const headersOf = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
    const masked = Object.entries(headers).map(([name, value]): [string, string] => [
      sweep(name),
      given.has(name) || isSecretHeader(name) ? maskHeader(name, value) : secrets.sweepValue(value),
    ]);
    return masked.every(([name, value]) => headers[name] === value) ? headers : Object.fromEntries(masked);
  };
  return (live) => {
    if (live.response !== null) secrets.addReceived(...handedOut(live.response, live.request.text ?? ""));
    const inRequest: BodyRules = { secrets, isVisible: () => true, isRead: false, showsAll: true };
    const isRead = live.request.method === "GET" || live.request.path.endsWith("/.search");
    const inResponse = options.isPrivateTarget
      ? inRequest
      : { secrets, isVisible: live.isOwn, isRead, showsAll: false };
    const exchange: Exchange = {
      seq: live.seq,
      cause: live.cause.step === undefined ? live.cause : { ...live.cause, step: sweep(live.cause.step) },
      sender: live.sender,
      request: {
        method: live.request.method,
        url: sweep(live.request.url),
        headers: marked(live, headersOf(live.request.headers)),
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
      ...(live.isInjected === true && { injected: true }),
    };
    secrets.noteSwept(exchange);
    return exchange;
  };
}

/** Keeps the scheme of an Authorization header, and shows a made-up value: it is no secret, and needed to reproduce the request. */
function maskHeader(name: string, value: string): string {
  if (name !== "authorization") return MASK;
  if (WRONG_AUTHORIZATIONS.has(value)) return value;
  const scheme = /^(Bearer|Basic) /i.exec(value)?.[0] ?? "";
  return `${scheme}${MASK}`;
}

/** Says so where the credentials are those of a second tenant, or only nearly the right ones. */
function marked(
  { request }: LiveExchange,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { authorization } = headers;
  const mark = markOf(request);
  return mark === undefined || authorization === undefined
    ? headers
    : { ...headers, authorization: `${authorization}${mark}` };
}

function markOf({ credentials = "none" }: LiveExchange["request"]): string | undefined {
  if (credentials === "none" || credentials === "wrong") return undefined;
  return credentials === "other" ? OTHER_TENANT : NEARLY_RIGHT[credentials];
}

interface BodyRules {
  readonly secrets: Secrets;
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

/** Masked before it is cut: the beginning of a secret would stay otherwise. */
function redactText(text: string, rules: BodyRules): string {
  const known = maskText(text, rules);
  if (known !== text) return known;
  // Of a large text no more than can matter.
  const start = text.length > MAX_SWEPT ? `${text.slice(0, MAX_SWEPT)}…` : text;
  const swept = rules.secrets.sweepValue(start);
  return swept.length > MAX_TEXT ? `${swept.slice(0, MAX_TEXT).toWellFormed()}…` : swept;
}

/** True when nothing in the body would be masked, so that it need not be copied. JSON may spell letters as escapes. */
function isHarmless(text: string, rules: BodyRules): boolean {
  return rules.showsAll && !mayHaveSecretMember(text) && !text.includes("\\u") && rules.secrets.isClean(text);
}

function redactValue(value: Json, rules: BodyRules): Json {
  if (isArray(value)) return value.map((item) => redactValue(item, rules));
  if (typeof value === "string") return rules.secrets.sweepJson(maskInnerText(value, rules));
  if (!isObject(value)) return rules.secrets.sweepJson(value);
  return isForeign(value, rules) ? maskResource(value) : redactMembers(value, rules);
}

function redactMembers(object: JsonObject, rules: BodyRules): JsonObject {
  // Not by assignment: a member may be called __proto__.
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[rules.secrets.sweep(name), isSecretValue(name, value) ? MASK : redactValue(value, rules)]];
    }),
  );
}

/** What an answer hands out; what the request has sent itself, such as a made-up password, is no secret. */
function handedOut(response: NonNullable<LiveExchange["response"]>, sent: string): readonly string[] {
  return receivedSecrets(response).filter((secret) => !sent.includes(JSON.stringify(secret).slice(1, -1)));
}
