import type { LiveExchange } from "../../exchange/exchange.ts";
import { isHeldUp } from "../../exchange/held-up.ts";
import type { Clock } from "../../exchange/clock.ts";
import { createCredentialWatch } from "./credential-watch.ts";
import { createCrowd } from "./crowd.ts";
import type { Company } from "./crowd.ts";
import { createDrops } from "./drops.ts";
import { Interrupted } from "./interrupted.ts";
import { createInterruptibleClock } from "./interruptible-clock.ts";
import { LostTarget } from "./lost-target.ts";
import { OUTAGE_LIMIT_MS, createOutageWatch } from "./outage.ts";
import type { Patience } from "./patience.ts";
import { FIRST_REQUEST } from "../session/plain-request.ts";
import type { OutgoingRequest } from "../session/session.ts";

/** How a session lives with a target that drops connections, dies, or ends the credentials in the middle of a run. */
export interface Endurance {
  /** Throws `Withheld` for a kind of request that was left unanswered too often. */
  readonly reject: (request: OutgoingRequest) => void;
  /** Resolves when requests may be sent; rejects once the target is lost. */
  readonly ready: () => Promise<void>;
  readonly enter: (seq: number, request: OutgoingRequest) => void;
  /** Tells what else was under way at the same time. */
  readonly leave: (seq: number) => Company;
  /** Finds out what an answer, or none, says about the target. */
  readonly outlive: (request: OutgoingRequest, live: LiveExchange, how: Circumstances) => Promise<Ending>;
  /** How many checks may be under way at the same time. */
  readonly width: () => number;
  /** How many requests have gone unanswered because the target was down for a moment. */
  readonly outages: () => number;
}

/** How a request was sent. */
export interface Circumstances extends Company {
  /** It is sent once more when no answer comes. */
  readonly mayRepeat: boolean;
}

/** What an exchange says about the target. */
export interface Ending {
  /** The target dropped this request, and no other, and lives. */
  readonly isDropped: boolean;
  /** The run is over. */
  readonly lost: LostTarget | undefined;
}

/** What endurance is made of. */
export interface EnduranceOptions {
  readonly baseUrl: string;
  readonly runId: string;
  readonly concurrency: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly patience: Pick<Patience, "isWornOut">;
  /** Sends the preflight's GET once more. */
  readonly ask: () => Promise<LiveExchange>;
}

interface EnduranceState {
  lost: LostTarget | undefined;
  width: number;
  answers: number;
  lastAnswered: number;
  outages: number;
}

/** Starts with a target that answers. */
export function createEndurance(options: EnduranceOptions): Endurance {
  const { ask, clock, signal, patience } = options;
  const state: EnduranceState = {
    lost: undefined,
    width: options.concurrency,
    answers: 0,
    lastAnswered: 0,
    outages: 0,
  };
  const crowd = createCrowd();
  const drops = createDrops();
  const credentials = createCredentialWatch({ path: FIRST_REQUEST, ask });
  const waiting: Clock = {
    now: () => clock.now(),
    sleep: (ms) => (signal.aborted ? clock : createInterruptibleClock(clock, signal)).sleep(ms),
  };
  const watch = createOutageWatch({ ask: async () => (await ask()).response !== null, clock: waiting });

  // An interruption ends the waiting of the checks; cleaning up begins to wait anew.
  const isAlive = (request: OutgoingRequest): Promise<boolean> =>
    watch.isAlive().catch((error: unknown) => {
      if (!(error instanceof Interrupted) || request.cause.kind !== "cleanup") throw error;
      return watch.isAlive();
    });

  const outliveSilence: Endurance["outlive"] = async (request, live, { isCrowded, isAlone, mayRepeat }) => {
    // A target that never answered is no outage: whoever asked first tells.
    if (state.answers === 0) return { isDropped: false, lost: undefined };
    const underWay = [`#${live.seq} ${wordsOf(request)}`, ...crowd.underWay()];
    if (!(await isAlive(request))) {
      state.lost ??= silent(options, state, underWay);
      return { isDropped: false, lost: state.lost };
    }
    // Who guesses tokens waits alone: it says nothing of what the target can bear.
    if (isHeldUp(live)) return { isDropped: false, lost: undefined };
    const isLate = live.failure?.kind === "timeout";
    if (!isLate) state.outages += 1;
    if (!isLate) state.width = 1;
    else if (isCrowded) state.width = Math.max(1, Math.floor(state.width / 2));
    if (isAlone && !mayRepeat) drops.count(request, live.seq);
    return { isDropped: !isCrowded && !mayRepeat, lost: undefined };
  };

  return {
    width: () => state.width,
    outages: () => state.outages,
    reject: (request) => drops.reject(request),
    ready: async () => {
      await watch.settled();
      if (state.lost !== undefined) throw state.lost;
      if (patience.isWornOut()) throw wornOut(options);
    },
    enter: (seq, request) => crowd.enter(seq, request.cause.id, wordsOf(request)),
    leave: (seq) => crowd.leave(seq),
    outlive: async (request, live, how) => {
      if (live.response === null) return outliveSilence(request, live, how);
      state.answers += 1;
      drops.forgive(request);
      state.lastAnswered = Math.max(state.lastAnswered, live.seq);
      if (await credentials.haveEnded(request, live)) state.lost ??= refused(options, live, credentials.lastAccepted());
      return { isDropped: false, lost: state.lost };
    },
  };
}

function wordsOf({ method, path }: OutgoingRequest): string {
  return `${method} ${path.length > 80 ? `${path.slice(0, 80)}…` : path}`;
}

function cleanUpLater({ baseUrl, runId }: EnduranceOptions): string {
  return `zi-scim-check cleanup ${baseUrl} --run ${runId} removes what the run made.`;
}

function silent(options: EnduranceOptions, state: EnduranceState, underWay: readonly string[]): LostTarget {
  const answers = `${state.answers} ${state.answers === 1 ? "answer" : "answers"}`;
  return new LostTarget(
    `${options.baseUrl} stopped answering after ${answers} and was silent for ${OUTAGE_LIMIT_MS / 1000} s; under way then: ${underWay.join(", ")}`,
    `Look at the server's own log for what ended it; with --concurrency 1 a single request is under way. When it is up, ${cleanUpLater(options)}`,
    state.lastAnswered,
  );
}

function refused(options: EnduranceOptions, live: LiveExchange, lastAccepted: number): LostTarget {
  return new LostTarget(
    `${options.baseUrl} accepted the credentials until request #${lastAccepted}, and has answered ${live.response?.status ?? 0} since, also to the first request of the run`,
    `The token has ended or was revoked. With a new one, ${cleanUpLater(options)}`,
    lastAccepted,
  );
}

function wornOut(options: EnduranceOptions): LostTarget {
  return new LostTarget(
    `${options.baseUrl} answers 429 to everything: ten requests in a row were refused for their rate`,
    `Bound the run with --rate. When the rate limit is over, ${cleanUpLater(options)}`,
    Infinity,
  );
}
