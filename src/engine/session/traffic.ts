import { TOOL, hasSucceeded } from "../../exchange/exchange.ts";
import type { Cause, LiveExchange } from "../../exchange/exchange.ts";
import type { TargetFacts } from "../../profile/target-facts.ts";
import { bearsMark } from "../../exchange/mark.ts";
import { noteAnswer, noteIntent } from "../ownership/note-answer.ts";
import { redirectOf } from "../../exchange/redirect.ts";
import type { SessionOptions } from "./session-options.ts";
import { deliver } from "./deliver.ts";
import type { Delivered } from "./deliver.ts";
import { createEndurance } from "../endurance/endurance.ts";
import type { Endurance } from "../endurance/endurance.ts";
import { Interrupted } from "../endurance/interrupted.ts";
import type { Patience } from "../endurance/patience.ts";
import { FIRST_REQUEST, ordinaryHeaders } from "./plain-request.ts";
import { postRenewed } from "./renewed-post.ts";
import { createSentBodies } from "./sent-bodies.ts";
import type { SentBodies } from "./sent-bodies.ts";
import { isHeldUp } from "../../exchange/held-up.ts";
import { parseResourcePath } from "../../exchange/resource-url.ts";
import type { OutgoingRequest } from "./session.ts";

/** What traffic is made of: a session's options with nothing left out. */
export type TrafficOptions = SessionOptions & Required<Pick<SessionOptions, "concurrency" | "settleMs">>;

/** The traffic of one session, unguarded: what may be sent the session decides. */
export interface Traffic {
  readonly endurance: Endurance;
  /** Sends a request, once more when a GET is left unanswered, and goes where it is rightly redirected. */
  readonly follow: (request: OutgoingRequest) => Promise<LiveExchange>;
  /** Hands what discovery found to the exchanges that follow. */
  readonly setTarget: (target: TargetFacts) => void;
}

const MAX_REDIRECTS = 3;

/** Sends, records and learns; lives with a target that drops connections. */
export function createTraffic(options: TrafficOptions, patience: Patience): Traffic {
  const { ownership, signal } = options;
  const sent = createSentBodies();
  const known: { target: TargetFacts | undefined } = { target: undefined };
  const complete = (delivered: Delivered, isDropped: boolean): LiveExchange =>
    toLiveExchange(options, delivered, { target: known.target, isDropped, sent });
  const endurance = createEndurance({
    ...options,
    patience,
    ask: async () => {
      const live = complete(await deliver(options, { ...firstRequest(options), seq: options.nextSeq() }), false);
      options.onExchange(live);
      return live;
    },
  });
  const post = (request: OutgoingRequest, url: string): Promise<Delivered> => {
    const seq = options.nextSeq();
    const timeoutMs = timeoutOf(options, request, patience.cleanUpTimeLeft());
    noteIntent(ownership, seq, request);
    sent.send(seq, request);
    endurance.enter(seq, request);
    return deliver(options, { request, url, seq, timeoutMs });
  };
  const onRefused = (delivered: Delivered): void =>
    noteRefusal({ ...options, endurance, sent }, complete(delivered, false));
  const attempt = async (request: OutgoingRequest, url: string, isFirst: boolean): Promise<LiveExchange> => {
    await patience.pass(request.cause);
    await endurance.ready();
    // The interruption may have come while it waited.
    if (isStopped(signal, request.cause)) throw new Interrupted();
    const delivered = await postRenewed({ renewal: options.renewal, post, onRefused }, request, url);
    const company = endurance.leave(delivered.seq);
    sent.answer(delivered);
    // Cut off, not unanswered: it says nothing about the target. A create stays open, so that it is looked for.
    if (delivered.response === null && isStopped(signal, request.cause)) throw new Interrupted();
    if (isOfToken(request) || isGone(delivered)) noteAnswer(ownership, complete(delivered, false), options);
    const mayRepeat = isFirst && mayAskAgain(delivered);
    const ending = await endurance.outlive(request, complete(delivered, false), { ...company, mayRepeat });
    const live = complete(delivered, ending.isDropped);
    options.onExchange(live);
    if (ending.lost !== undefined) throw ending.lost;
    return live;
  };
  const follow = async (request: OutgoingRequest): Promise<LiveExchange> => {
    let live = await attempt(request, options.baseUrl + request.path, true);
    if (live.response === null && mayAskAgain(live) && !isHeldUp(live))
      live = await attempt(request, live.request.url, false);
    for (let hop = 0; hop < MAX_REDIRECTS; hop += 1) {
      const onward = redirectOf(live);
      if (onward === undefined) break;
      live = await attempt(request, onward, false);
    }
    return live;
  };
  return {
    endurance,
    follow,
    setTarget: (target) => {
      known.target = target;
    },
  };
}

/** The refusal of a token that has ended is an exchange like any other, and closes what the request had opened. */
function noteRefusal(
  options: TrafficOptions & { readonly endurance: Endurance; readonly sent: SentBodies },
  live: LiveExchange,
): void {
  options.endurance.leave(live.seq);
  options.sent.answer(live);
  noteAnswer(options.ownership, live, options);
  options.onExchange(live);
}

function toLiveExchange(
  { ownership, runId, isPrivate = false }: TrafficOptions,
  delivered: Delivered,
  { sent, ...more }: Pick<LiveExchange, "target" | "isDropped"> & { readonly sent: SentBodies },
): LiveExchange {
  const { endpoint } = parseResourcePath(delivered.request.path);
  return {
    ...delivered,
    ...more,
    isPrivate,
    isOwn: (id) => ownership.wasMade(endpoint, id),
    sentTo: (id) => sent.of(endpoint, id),
    createdBy: (id) => ownership.createOf(endpoint, id),
    bearsMark: (resource) => bearsMark(resource, runId),
  };
}

/**
 * A reading that went unanswered is sent once more, but for one that a provider's client makes in a scenario and that was not
 * answered in time: the real one gives up.
 */
function mayAskAgain({ request, sender, cause, failure }: Delivered): boolean {
  const isProviders = sender !== TOOL && cause.kind === "scenario";
  return request.method.toUpperCase() === "GET" && !(isProviders && failure?.kind === "timeout");
}

/** Of a reading without the credentials a 404 does not say that nothing is there, and whatever a second tenant asks for is not there for it. */
function isOfToken({ method, credentials = "token" }: OutgoingRequest): boolean {
  return credentials === "token" || (credentials !== "other" && method.toUpperCase() !== "GET");
}

/** Whoever deletes a resource: it is gone, and need not be removed. */
function isGone(delivered: Delivered): boolean {
  return delivered.request.method.toUpperCase() === "DELETE" && hasSucceeded(delivered);
}

function isStopped(signal: AbortSignal, cause: Cause): boolean {
  return signal.aborted && cause.kind !== "cleanup";
}

/** Milliseconds for the whole answer; clean-up after an interruption has no more than what is left of its time. */
function timeoutOf(options: TrafficOptions, request: OutgoingRequest, cleanUpTimeLeft: number): number {
  const usual = request.timeoutMs ?? options.timeoutMs;
  return request.cause.kind === "cleanup" ? Math.min(usual, Math.max(1, cleanUpTimeLeft)) : usual;
}

const ASK_TIMEOUT_MS = 5000;

/** The preflight's own GET, sent again to see whether the target still answers, and still takes the credentials. */
function firstRequest({ baseUrl, timeoutMs, signal }: TrafficOptions): Omit<Parameters<typeof deliver>[1], "seq"> {
  const cause: Cause = { kind: signal.aborted ? "cleanup" : "preflight", id: "preflight" };
  const request = { method: "GET", path: FIRST_REQUEST, headers: ordinaryHeaders(undefined), cause };
  return { request, url: baseUrl + FIRST_REQUEST, timeoutMs: Math.min(timeoutMs, ASK_TIMEOUT_MS) };
}
