import { toAuthorization, toWrongAuthorization } from "../../exchange/masking/credentials.ts";
import type { Credentials } from "../../exchange/masking/credentials.ts";
import { TOOL } from "../../exchange/exchange.ts";
import type { LiveExchange, LiveRequest } from "../../exchange/exchange.ts";
import type { Renewal } from "./renewal.ts";
import type { OutgoingRequest } from "./session.ts";
import type { Transport, WireOutcome } from "../transport/transport.ts";
import type { Clock } from "../../exchange/clock.ts";

/** What one delivery needs of its session. */
export interface DeliveryOptions {
  readonly transport: Transport;
  readonly credentials: Credentials;
  /** Beats the credentials while it lasts: what it holds ends in the middle of a run. */
  readonly renewal?: Renewal;
  /** Of a second tenant, which must not reach what the first one has. */
  readonly otherCredentials?: Credentials;
  /** Sent with every request; lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Introduces what no identity provider's client sends; nothing does when left out. */
  readonly userAgent?: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** One request on its way. */
export interface Delivery {
  readonly request: OutgoingRequest;
  /** Absolute; a redirect may have led there. */
  readonly url: string;
  readonly seq: number;
  readonly timeoutMs: number;
}

/** What came of a delivery; the session adds what it knows of the target. */
export type Delivered = Pick<
  LiveExchange,
  "seq" | "cause" | "sender" | "request" | "response" | "failure" | "startedAt" | "durationMs"
>;

/** Sends one request with its credentials and measures it. Clean-up goes on after an interruption. */
export async function deliver(options: DeliveryOptions, delivery: Delivery): Promise<Delivered> {
  const { request, url, seq, timeoutMs } = delivery;
  const credentials = (await options.renewal?.current()) ?? options.credentials;
  const live = toLiveRequest({ ...options, credentials }, request, url);
  const startedAt = options.clock.now();
  const started = performance.now();
  const { cause, sender = TOOL } = request;
  const outcome = await options.transport.send({
    method: live.method,
    url,
    headers: live.headers,
    text: live.text,
    timeoutMs,
    signal: cause.kind === "cleanup" ? undefined : options.signal,
    sender,
  });
  const durationMs = performance.now() - started;
  return { seq, cause, sender, request: live, ...split(outcome), startedAt, durationMs };
}

function toLiveRequest(options: DeliveryOptions, request: OutgoingRequest, url: string): LiveRequest {
  const text = request.text ?? (request.body === undefined ? null : JSON.stringify(request.body));
  const { credentials } = request;
  const authorization = authorizationOf(options, credentials);
  return {
    method: request.method,
    url,
    path: request.path,
    headers: {
      ...introduction(options, request),
      ...request.headers,
      ...options.headers,
      ...(authorization === undefined ? {} : { authorization }),
    },
    text,
    body: request.body,
    ...(credentials === undefined || credentials === "token" ? {} : { credentials }),
  };
}

/** A provider's client introduces itself, or does not. */
function introduction({ userAgent }: DeliveryOptions, { sender = TOOL }: OutgoingRequest): Record<string, string> {
  return sender === TOOL && userAgent !== undefined ? { "user-agent": userAgent } : {};
}

function authorizationOf(
  { credentials, otherCredentials }: DeliveryOptions,
  kind: OutgoingRequest["credentials"],
): string | undefined {
  if (kind === "none") return undefined;
  if (kind === "other") {
    if (otherCredentials === undefined) throw new Error("a check asks for a second tenant, and there is none");
    return toAuthorization(otherCredentials);
  }
  return kind === "wrong" ? toWrongAuthorization(credentials) : toAuthorization(credentials);
}

function split(outcome: WireOutcome): Pick<LiveExchange, "response" | "failure"> {
  return "response" in outcome
    ? { response: outcome.response, failure: null }
    : { response: null, failure: outcome.failure };
}
