import { toAuthorization, toNearAuthorization, toWrongAuthorization } from "../../exchange/masking/credentials.ts";
import type { Credentials } from "../../exchange/masking/credentials.ts";
import { TOOL } from "../../exchange/exchange.ts";
import type { LiveExchange, LiveRequest } from "../../exchange/exchange.ts";
import type { OutgoingRequest } from "./session.ts";
import type { Transport, WireOutcome } from "../transport/transport.ts";
import type { Clock } from "../../exchange/clock.ts";

/** What one delivery needs of its session. */
export interface DeliveryOptions {
  readonly transport: Transport;
  readonly credentials: Credentials;
  /** Of a second tenant, which must not reach what the first one has. */
  readonly otherCredentials?: Credentials;
  /** Sent with every request; lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
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
  const live = toLiveRequest(options, request, url);
  const startedAt = options.clock.now();
  const started = performance.now();
  const outcome = await options.transport.send({
    method: live.method,
    url,
    headers: live.headers,
    text: live.text,
    timeoutMs,
    signal: request.cause.kind === "cleanup" ? undefined : options.signal,
  });
  const durationMs = performance.now() - started;
  const { cause, sender = TOOL } = request;
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
      ...request.headers,
      ...options.headers,
      ...(authorization === undefined ? {} : { authorization }),
    },
    text,
    body: request.body,
    ...(credentials === undefined || credentials === "token" || credentials === "raw" ? {} : { credentials }),
  };
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
  if (kind === "wrong") return toWrongAuthorization(credentials);
  if (kind === "raw" && credentials.kind === "bearer") return toAuthorization({ ...credentials, kind });
  if (kind === "longer" || kind === "shorter" || kind === "other-case") return toNearAuthorization(credentials, kind);
  return toAuthorization(credentials);
}

function split(outcome: WireOutcome): Pick<LiveExchange, "response" | "failure"> {
  return "response" in outcome
    ? { response: outcome.response, failure: null }
    : { response: null, failure: outcome.failure };
}
