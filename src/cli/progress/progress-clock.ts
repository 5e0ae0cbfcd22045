/** Time, as far as progress needs it. */
export interface ProgressClock {
  /** Milliseconds from any start. */
  readonly now: () => number;
  /** Calls back again and again until the function that it returns is called. */
  readonly every: (ms: number, tick: () => void) => () => void;
}

/** The real time. Its timers keep no process alive. */
export const SYSTEM_CLOCK: ProgressClock = {
  now: () => performance.now(),
  every: (ms, tick) => {
    const timer = setInterval(tick, ms).unref();
    return () => clearInterval(timer);
  },
};

/** Minutes and seconds: `0:21`, or with two digits `00:21`. */
export function formatElapsed(ms: number, digits: 1 | 2): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(digits, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}
