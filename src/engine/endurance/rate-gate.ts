import type { Clock } from "../../exchange/clock.ts";

/** Lets requests through one by one at a bounded rate, and holds all of them back while the target asks for a pause. */
export interface RateGate {
  /** Resolves when the next request may be sent; waits by the given clock, and rejects when its `sleep` does. */
  readonly pass: (clock: Clock) => Promise<void>;
  /** Nothing passes for that long, in milliseconds. */
  readonly holdFor: (ms: number) => void;
  /** What is being waited for now lasts no longer than that, in milliseconds. */
  readonly holdAtMost: (ms: number) => void;
}

/** @param rate Requests a second; undefined for no bound. */
export function createRateGate(rate: number | undefined, clock: Clock): RateGate {
  const gap = rate === undefined ? 0 : 1000 / rate;
  let next = 0;
  let heldUntil = 0;
  const pass = async (by: Clock): Promise<void> => {
    while (by.now() < heldUntil) await by.sleep(heldUntil - by.now());
    const now = by.now();
    const at = Math.max(now, next);
    next = at + gap;
    if (at > now) await by.sleep(at - now);
    if (by.now() < heldUntil) await pass(by);
  };
  return {
    pass: (by) => (gap === 0 && heldUntil === 0 ? Promise.resolve() : pass(by)),
    holdFor: (ms) => {
      heldUntil = Math.max(heldUntil, clock.now() + ms);
    },
    holdAtMost: (ms) => {
      heldUntil = Math.min(heldUntil, clock.now() + ms);
      next = Math.min(next, clock.now() + gap);
    },
  };
}

/** Milliseconds that a Retry-After header asks for: whole seconds or an HTTP date (RFC 9110 section 10.2.3). */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  // A date begins with its day; `Date.parse` would make one of "-5" and "1.5" too.
  const at = /^\s*[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
