import type { Cause, LiveExchange } from "../../exchange/exchange.ts";
import type { Clock } from "../../exchange/clock.ts";
import { Interrupted } from "./interrupted.ts";
import { createInterruptibleClock } from "./interruptible-clock.ts";
import type { OutgoingRequest } from "../session/session.ts";
import { createBusy } from "./busy.ts";
import { createRateGate } from "./rate-gate.ts";

/** How a session bears with a target that bounds the rate of requests. */
export interface Patience {
  /** Resolves when the next request may be sent; rejects with `Interrupted` at the end of the run, except for clean-up. */
  readonly pass: (cause: Cause) => Promise<void>;
  /** Sends, and while the answer is a 429, or a 503 that says when to come back, waits as long as the target asks and sends again. */
  readonly insist: (request: OutgoingRequest, send: () => Promise<LiveExchange>) => Promise<LiveExchange>;
  /** Sees the answer to a request that was sent without insisting: any but a 429 shows that not all is refused. */
  readonly see: (live: LiveExchange) => LiveExchange;
  /** True when so many requests in a row were still refused with 429 that the rest would be too. */
  readonly isWornOut: () => boolean;
  /** Milliseconds left for cleaning up after an interruption, 0 when it is over; infinite before one. */
  readonly cleanUpTimeLeft: () => number;
}

/** What patience is made of. */
export interface PatienceOptions {
  /** Requests a second; undefined for no bound. */
  readonly rate: number | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Hears of each wait of more than 2 s that the target asks for, once; in milliseconds. */
  readonly onWait?: ((ms: number) => void) | undefined;
}

const MAX_REFUSED_IN_A_ROW = 10;
const LONG_WAIT_MS = 2000;

/** How long one request of the clean-up waits out such answers once the run is interrupted. */
const CLEAN_UP_WAIT_MS = 5000;

/** How long cleaning up may last once the run is interrupted, in milliseconds. */
export const CLEAN_UP_TIME_MS = 60_000;

/** Starts with all patience. */
export function createPatience(options: PatienceOptions): Patience {
  const { clock, signal } = options;
  const gate = createRateGate(options.rate, clock);
  const interruptible = createInterruptibleClock(clock, signal);
  const busy = createBusy(clock.now);
  const hold = createHold(options, gate.holdFor);
  let refusedInARow = 0;
  let abortedAt = signal.aborted ? clock.now() : undefined;
  signal.addEventListener(
    "abort",
    () => {
      abortedAt = clock.now();
      gate.holdAtMost(CLEAN_UP_WAIT_MS);
    },
    { once: true },
  );

  const pass = async (cause: Cause): Promise<void> => {
    if (cause.kind !== "cleanup") return gate.pass(interruptible);
    if (signal.aborted) return gate.pass(clock);
    // An interruption cuts the wait short, so that the request starts to wait anew.
    return gate.pass(interruptible).catch((error: unknown) => {
      if (!(error instanceof Interrupted)) throw error;
      return gate.pass(clock);
    });
  };

  const insist: Patience["insist"] = async (request, send) => {
    let live = await send();
    let waited = 0;
    let waits = 0;
    for (; ; waits += 1) {
      const ms = busy.waitFor(request, live, waits);
      const isHurried = signal.aborted && request.cause.kind === "cleanup";
      if (ms === undefined || (isHurried && waited + ms > CLEAN_UP_WAIT_MS)) break;
      waited += ms;
      hold(ms);
      live = await send();
    }
    busy.taken(request, live, waits);
    refusedInARow = live.response?.status === 429 ? refusedInARow + 1 : 0;
    return live;
  };

  const see: Patience["see"] = (live) => {
    if (live.response?.status !== 429) refusedInARow = 0;
    return live;
  };

  return {
    pass,
    insist,
    see,
    isWornOut: () => refusedInARow >= MAX_REFUSED_IN_A_ROW,
    cleanUpTimeLeft: () =>
      abortedAt === undefined ? Infinity : Math.max(0, abortedAt + CLEAN_UP_TIME_MS - clock.now()),
  };
}

/** Holds the requests back, and tells of it once for all that are refused at the same time. */
function createHold({ clock, onWait }: PatienceOptions, holdFor: (ms: number) => void): (ms: number) => void {
  let toldUntil = 0;
  return (ms) => {
    holdFor(ms);
    if (ms <= LONG_WAIT_MS || clock.now() < toldUntil) return;
    toldUntil = clock.now() + ms;
    onWait?.(ms);
  };
}
