import type { Clock } from "../../exchange/clock.ts";

/** The time of day. */
export const REAL_CLOCK: Clock = { now: () => Date.now(), sleep };

const LONGEST_TIMER_MS = 2 ** 31 - 1;

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const end = (): void => {
      // A timer that is left behind would keep the process alive.
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    // A timer for longer than that would be over at once.
    const timer = setTimeout(end, Math.min(ms, LONGEST_TIMER_MS));
    signal?.addEventListener("abort", end, { once: true });
  });
}
