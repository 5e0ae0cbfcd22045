import type { Clock } from "../identity-provider.ts";

/** Lets requests through one by one at a bounded rate, and holds all of them back while the target asks for a pause. */
export interface RateGate {
  /** Resolves when the next request may be sent. */
  readonly pass: () => Promise<void>;
  /** Nothing passes for that long. */
  readonly holdFor: (ms: number) => void;
}

/** @param rate Requests a second; undefined for no bound. */
export function createRateGate(rate: number | undefined, clock: Clock): RateGate {
  const gap = rate === undefined ? 0 : 1000 / rate;
  let next = 0;
  let heldUntil = 0;
  const pass = async (): Promise<void> => {
    const now = clock.now();
    const at = Math.max(now, next, heldUntil);
    next = at + gap;
    if (at > now) await clock.sleep(at - now);
    if (clock.now() < heldUntil) await pass();
  };
  return {
    pass: () => (gap === 0 && heldUntil === 0 ? Promise.resolve() : pass()),
    holdFor: (ms) => {
      heldUntil = Math.max(heldUntil, clock.now() + ms);
    },
  };
}

/** Milliseconds that a Retry-After header asks for: whole seconds or an HTTP date (RFC 9110 section 10.2.3). */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
