import { bearsMark } from "../ownership/mark.ts";
import { noteAnswer, noteIntent } from "../ownership/note-answer.ts";
import type { RunIdentity } from "../ownership/note-answer.ts";
import type { Ownership } from "../ownership/ownership.ts";
import { redirectOf } from "../ownership/redirect.ts";
import { createWriteGuard } from "../ownership/write-guard.ts";
import type { WriteGuard } from "../ownership/write-guard.ts";
import type { Cause, LiveExchange, TargetFacts } from "../exchange.ts";
import { createEndurance } from "./endurance.ts";
import type { Endurance } from "./endurance.ts";
import { deliver } from "./deliver.ts";
import type { Delivered, DeliveryOptions } from "./deliver.ts";
import { Interrupted } from "./interrupted.ts";
import { createPatience } from "./patience.ts";
import { FIRST_REQUEST, ordinaryHeaders } from "./plain-request.ts";
import { createProofReader } from "./proof-reader.ts";
import { parseResourcePath } from "./resource-url.ts";
import { createSettle } from "./settle.ts";
import type { Settle } from "./settle.ts";
import type { OutgoingRequest, Session } from "./session.ts";
import type { Sweep } from "./sweep-results.ts";

/** What a session is made of. */
export interface SessionOptions extends DeliveryOptions {
  readonly baseUrl: string;
  readonly runId: string;
  readonly timeoutMs: number;
  /** Requests a second; undefined for no bound. */
  readonly rate: number | undefined;
  /** What shows in a reading that a resource is the session's own; its mark when left out. */
  readonly proof?: RunIdentity["proof"];
  /** How many checks are under way at the same time, at the start; 8 when left out. */
  readonly concurrency?: number;
  /** How long what was just made may take to be readable, in milliseconds; 0 when left out. */
  readonly settleMs?: number;
  readonly ownership: Ownership;
  /** The next number of an exchange, shared by all sessions of a run. */
  readonly nextSeq: () => number;
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
  /** Reads a resource unless a reading has proven it already; true when it is the run's. */
  readonly prove: WriteGuard["prove"];
  /** True when all that is made shows the run's mark, so that it can be looked for. */
  readonly isMarking: boolean;
  /** Reads until the reading is right or the settling time has passed. */
  readonly settle: Settle;
  /** How many checks may be under way at the same time: fewer once requests have gone unanswered among others. */
  readonly width: () => number;
}

const MAX_REDIRECTS = 3;

/** Opens a session. See `Session`. */
export function createSession(given: SessionOptions): SessionControl {
  const options = { concurrency: 8, settleMs: 0, ...given };
  const { ownership, signal } = options;
  const known: { target: TargetFacts | undefined } = { target: undefined };
  const patience = createPatience(options);
  const post = async (request: OutgoingRequest, url: string): Promise<Delivered> => {
    const seq = options.nextSeq();
    const timeoutMs = timeoutOf(options, request, patience.cleanUpTimeLeft());
    noteIntent(ownership, seq, request);
    endurance.enter(seq, request);
    return deliver(options, { request, url, seq, timeoutMs });
  };
  const complete = (delivered: Delivered, isDropped = false): LiveExchange => {
    const { endpoint } = parseResourcePath(delivered.request.path);
    return {
      ...delivered,
      target: known.target,
      isDropped,
      isOwn: (id) => ownership.wasMade(endpoint, id),
      bearsMark: (resource) => bearsMark(resource, options.runId),
    };
  };
  const endurance: Endurance = createEndurance({
    ...options,
    patience,
    ask: async () => {
      const request = firstRequest(options);
      const live = complete(await deliver(options, { ...request, seq: options.nextSeq() }));
      options.onExchange(live);
      return live;
    },
  });

  const attempt = async (request: OutgoingRequest, url: string, mayRepeat: boolean): Promise<LiveExchange> => {
    await patience.pass(request.cause);
    if (isStopped(signal, request.cause)) throw new Interrupted();
    await endurance.ready();
    const delivered = await post(request, url);
    const isCrowded = endurance.leave(delivered.seq);
    // Cut off, not unanswered: it says nothing about the target. A create stays open, so that it is looked for.
    if (delivered.response === null && isStopped(signal, request.cause)) throw new Interrupted();
    noteAnswer(ownership, complete(delivered), options);
    const ending = await endurance.outlive(request, complete(delivered), { isCrowded, mayRepeat });
    const live = complete(delivered, ending.isDropped);
    options.onExchange(live);
    if (ending.lost !== undefined) throw ending.lost;
    return live;
  };

  const follow = async (request: OutgoingRequest): Promise<LiveExchange> => {
    const isReading = request.method.toUpperCase() === "GET";
    let live = await attempt(request, options.baseUrl + request.path, isReading);
    if (live.response === null && isReading) live = await attempt(request, live.request.url, false);
    for (let hop = 0; hop < MAX_REDIRECTS; hop += 1) {
      const onward = redirectOf(live);
      if (onward === undefined) break;
      live = await attempt(request, onward, false);
    }
    return live;
  };

  const guard = createWriteGuard({
    ownership,
    read: createProofReader({ ...options, send: (request) => patience.insist(request.cause, () => follow(request)) }),
  });
  const send = async (request: OutgoingRequest): Promise<LiveExchange> => {
    endurance.reject(request);
    await guard.permit(request);
    return follow(request);
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
    adopt: (endpoint, id) => {
      ownership.claim({ endpoint, id, madeBy: "adopted" });
      // The application says so, and its names bear no mark.
      if (options.proof === "name") ownership.prove(endpoint, id, { madeBy: "adopted" });
    },
    isMarking: options.proof !== "name",
    prove: guard.prove,
    settle: createSettle(options),
    sweep: options.sweep ?? ((text) => text),
    isOutOfTime: () => patience.cleanUpTimeLeft() === 0,
    width: endurance.width,
    outages: endurance.outages,
    setTarget: (target) => {
      known.target = target;
    },
  };
}

function isStopped(signal: AbortSignal, cause: Cause): boolean {
  return signal.aborted && cause.kind !== "cleanup";
}

/** Milliseconds for the whole answer; clean-up after an interruption has no more than what is left of its time. */
function timeoutOf(options: SessionOptions, request: OutgoingRequest, cleanUpTimeLeft: number): number {
  const usual = request.timeoutMs ?? options.timeoutMs;
  return request.cause.kind === "cleanup" ? Math.min(usual, Math.max(1, cleanUpTimeLeft)) : usual;
}

const ASK_TIMEOUT_MS = 5000;

/** The preflight's own GET, sent again to see whether the target still answers, and still takes the credentials. */
function firstRequest({ baseUrl, timeoutMs, signal }: SessionOptions): Omit<Parameters<typeof deliver>[1], "seq"> {
  const cause: Cause = { kind: signal.aborted ? "cleanup" : "preflight", id: "preflight" };
  const request = { method: "GET", path: FIRST_REQUEST, headers: ordinaryHeaders(undefined), cause };
  return { request, url: baseUrl + FIRST_REQUEST, timeoutMs: Math.min(timeoutMs, ASK_TIMEOUT_MS) };
}
