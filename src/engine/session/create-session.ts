import type { Json } from "../../scim/json.ts";
import { toAuthorization, toWrongAuthorization } from "./credentials.ts";
import type { Credentials } from "./credentials.ts";
import type { Cause, LiveExchange, LiveRequest, TargetFacts } from "../exchange.ts";
import type { Clock } from "../identity-provider.ts";
import { Interrupted } from "./interrupted.ts";
import type { Ownership } from "./ownership.ts";
import { guardWrite, mayFollow, noteAnswer, noteIntent } from "./ownership-rules.ts";
import { createPatience } from "./patience.ts";
import type { Patience } from "./patience.ts";
import { parseResourcePath } from "./resource-url.ts";
import type { OutgoingRequest, Session } from "./session.ts";
import type { Sweep } from "./sweep-results.ts";
import type { Transport, WireOutcome } from "./transport.ts";
import { UnreachableTarget } from "./unreachable-target.ts";

/** What a session is made of. */
export interface SessionOptions {
  readonly baseUrl: string;
  readonly runId: string;
  readonly transport: Transport;
  readonly credentials: Credentials;
  /** Sent with every request; lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Requests a second; undefined for no bound. */
  readonly rate: number | undefined;
  readonly ownership: Ownership;
  /** The next number of an exchange, shared by all sessions of a run. */
  readonly nextSeq: () => number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Masks secrets in texts; masks nothing when left out. */
  readonly sweep?: Sweep;
  /** Told of every exchange, in the order in which they end. */
  readonly onExchange: (exchange: LiveExchange) => void;
  /** Told once of each wait that the target asks for and that lasts longer than 2 s, in milliseconds. */
  readonly onWait?: (ms: number) => void;
}

/** A session and what its owner does with it. */
export interface SessionControl extends Session {
  readonly ownership: Ownership;
  /** Hands what discovery found to the exchanges that follow. */
  readonly setTarget: (target: TargetFacts) => void;
  /** True when the time for cleaning up after an interruption is over. */
  readonly isOutOfTime: () => boolean;
}

const MAX_REDIRECTS = 3;
const MAX_FAILURES_IN_A_ROW = 10;

interface SessionState {
  target: TargetFacts | undefined;
  failuresInARow: number;
  answers: number;
}

/** Opens a session. See `Session`. */
export function createSession(options: SessionOptions): SessionControl {
  const { ownership, signal } = options;
  const patience = createPatience(options);
  const state: SessionState = { target: undefined, failuresInARow: 0, answers: 0 };

  const attempt = async (request: OutgoingRequest, url: string): Promise<LiveExchange> => {
    await patience.pass(request.cause);
    if (signal.aborted && request.cause.kind !== "cleanup") throw new Interrupted();
    giveUpOn(options, state, patience);
    const seq = options.nextSeq();
    const timeoutMs = timeoutOf(options, request, patience.cleanUpTimeLeft());
    noteIntent(ownership, seq, request);
    const live = await carry(options, state, { request, url, seq, timeoutMs });
    // Cut off, not unanswered: it says nothing about the target. A create stays open, so that it is looked for.
    if (live.response === null && signal.aborted && request.cause.kind !== "cleanup") throw new Interrupted();
    countFailures(state, live);
    noteAnswer(ownership, live);
    options.onExchange(live);
    return live;
  };

  const send = async (request: OutgoingRequest): Promise<LiveExchange> => {
    guardWrite(ownership, request);
    let live = await attempt(request, options.baseUrl + request.path);
    for (let hop = 0; hop < MAX_REDIRECTS; hop += 1) {
      const onward = redirectOf(live);
      if (onward === undefined) break;
      live = await attempt(request, onward);
    }
    if (live.failure?.kind === "reset" && request.method === "GET") live = await attempt(request, live.request.url);
    return live;
  };

  return {
    baseUrl: options.baseUrl,
    runId: options.runId,
    ownership,
    send: async (request) =>
      request.onRateLimit === "never"
        ? patience.see(await send(request))
        : patience.insist(request.cause, () => send(request)),
    isOwn: (endpoint, id) => ownership.isOwn(endpoint, id),
    allowUnknown: (endpoint, id) => ownership.allowUnknown(endpoint, id),
    adopt: (endpoint, id) => ownership.created({ endpoint, id, madeBy: "adopted" }),
    sweep: options.sweep ?? ((text) => text),
    isOutOfTime: () => patience.cleanUpTimeLeft() === 0,
    setTarget: (target) => {
      state.target = target;
    },
  };
}

/** Milliseconds for the whole answer; clean-up after an interruption has no more than what is left of its time. */
function timeoutOf(options: SessionOptions, request: OutgoingRequest, cleanUpTimeLeft: number): number {
  const usual = request.timeoutMs ?? options.timeoutMs;
  return request.cause.kind === "cleanup" ? Math.min(usual, Math.max(1, cleanUpTimeLeft)) : usual;
}

interface Attempt {
  readonly request: OutgoingRequest;
  readonly url: string;
  readonly seq: number;
  readonly timeoutMs: number;
}

async function carry(options: SessionOptions, state: SessionState, attempt: Attempt): Promise<LiveExchange> {
  const { request, url, seq, timeoutMs } = attempt;
  const live = toLiveRequest(options, request, url);
  const cleaning = request.cause.kind === "cleanup";
  const startedAt = options.clock.now();
  const started = performance.now();
  const outcome = await options.transport.send({
    method: live.method,
    url,
    headers: live.headers,
    text: live.text,
    timeoutMs,
    signal: cleaning ? undefined : options.signal,
  });
  const durationMs = performance.now() - started;
  const { endpoint } = parseResourcePath(request.path);
  const isOwn = (id: string): boolean => options.ownership.wasMade(endpoint, id);
  const context = { cause: request.cause, target: state.target, isOwn };
  return { seq, request: live, ...split(outcome), startedAt, durationMs, ...context };
}

function toLiveRequest(options: SessionOptions, request: OutgoingRequest, url: string): LiveRequest {
  const text = request.text ?? (request.body === undefined ? null : JSON.stringify(request.body));
  const authorization = authorizationOf(options.credentials, request.credentials);
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
  };
}

function authorizationOf(credentials: Credentials, kind: OutgoingRequest["credentials"]): string | undefined {
  if (kind === "none") return undefined;
  return kind === "wrong" ? toWrongAuthorization(credentials) : toAuthorization(credentials);
}

function split(outcome: WireOutcome): Pick<LiveExchange, "response" | "failure"> {
  return "response" in outcome
    ? { response: outcome.response, failure: null }
    : { response: null, failure: outcome.failure };
}

function countFailures(state: SessionState, live: LiveExchange): void {
  if (live.response !== null) state.answers += 1;
  state.failuresInARow = live.response === null ? state.failuresInARow + 1 : 0;
}

/** Throws `UnreachableTarget` when the target no longer answers, or refuses everything with 429. */
function giveUpOn({ baseUrl, runId }: SessionOptions, state: SessionState, patience: Patience): void {
  const cleanUp = `zi-scim-check cleanup ${baseUrl} --run ${runId} removes what the run made.`;
  if (state.failuresInARow >= MAX_FAILURES_IN_A_ROW) {
    throw new UnreachableTarget(
      `${baseUrl} stopped answering after ${state.answers} answers: ten requests in a row came to nothing`,
      `Look at the server's own log. When it is up, ${cleanUp}`,
    );
  }
  if (patience.isWornOut()) {
    throw new UnreachableTarget(
      `${baseUrl} answers 429 to everything: ten requests in a row were refused for their rate`,
      `Bound the run with --rate. When the rate limit is over, ${cleanUp}`,
    );
  }
}

/** Where a 307 or 308 leads, on the same origin only: credentials go to no other host. */
function redirectOf(live: LiveExchange): string | undefined {
  const { response, request } = live;
  const location = response?.headers["location"];
  if (response === null || ![307, 308].includes(response.status) || location === undefined) return undefined;
  if (!URL.canParse(location, request.url)) return undefined;
  const next = new URL(location, request.url);
  return next.origin === new URL(request.url).origin && mayFollow(request, next) ? next.href : undefined;
}

/** A cause for traffic that belongs to no check. */
export function causeOf(kind: Cause["kind"], id: string = kind): Cause {
  return { kind, id };
}

/** Ordinary headers of the checker's own requests. */
export function ordinaryHeaders(body: Json | undefined): Record<string, string> {
  return {
    accept: "application/scim+json",
    ...(body === undefined ? {} : { "content-type": "application/scim+json; charset=utf-8" }),
  };
}
