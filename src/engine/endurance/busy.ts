import type { LiveExchange } from "../../exchange/exchange.ts";
import type { OutgoingRequest } from "../session/session.ts";
import { parseRetryAfter } from "./rate-gate.ts";
import { requestKind } from "./request-kind.ts";

/** Tells which answers only ask to come back later. */
export interface Busy {
  /** How long to wait before the request is sent again, in milliseconds; undefined when its answer is to be taken as it is. */
  readonly waitFor: (request: OutgoingRequest, live: LiveExchange, waits: number) => number | undefined;
  /** Hears of the answer that is taken. */
  readonly taken: (request: OutgoingRequest, live: LiveExchange, waits: number) => void;
}

const MAX_WAITS = 6;
const MAX_WAIT_MS = 120_000;
/** A 503 may as well be how a server crashes: it is waited for less, and only where it says when to come back. */
const MAX_WAITS_UNAVAILABLE = 3;
const MAX_WAIT_UNAVAILABLE_MS = 30_000;

/** Waits out 429 (RFC 6585 section 4), and 503 with Retry-After (RFC 9110 section 15.6.4) unless its kind was always answered so. */
export function createBusy(now: () => number): Busy {
  const stubborn = new Set<string>();
  const waitForRate = (live: LiveExchange, waits: number): number | undefined => {
    const ms = retryAfter(live, now()) ?? 1000 * 2 ** waits;
    return waits < MAX_WAITS && ms <= MAX_WAIT_MS ? ms : undefined;
  };
  const waitForService = (request: OutgoingRequest, live: LiveExchange, waits: number): number | undefined => {
    const ms = retryAfter(live, now());
    if (ms === undefined || ms > MAX_WAIT_UNAVAILABLE_MS || waits >= MAX_WAITS_UNAVAILABLE) return undefined;
    return request.onUnavailable === "never" || stubborn.has(requestKind(request)) ? undefined : ms;
  };
  return {
    waitFor: (request, live, waits) => {
      if (live.response?.status === 429) return waitForRate(live, waits);
      return live.response?.status === 503 ? waitForService(request, live, waits) : undefined;
    },
    taken: (request, live, waits) => {
      if (live.response?.status !== 503) {
        if (stubborn.size > 0) stubborn.delete(requestKind(request));
      } else if (waits === MAX_WAITS_UNAVAILABLE) stubborn.add(requestKind(request));
    },
  };
}

function retryAfter({ response }: LiveExchange, now: number): number | undefined {
  return parseRetryAfter(response?.headers["retry-after"], now);
}
