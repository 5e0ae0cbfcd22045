import type { Clock } from "../identity-provider.ts";
import { createInterruptibleClock } from "./interruptible-clock.ts";

/** Reads until `isSettled` says so or the settling time has passed, and returns the last reading. */
export type Settle = <T>(read: () => Promise<T>, isSettled: (value: T) => boolean) => Promise<T>;

/** What settling takes. */
export interface SettleOptions {
  readonly clock: Clock;
  /** How long a reading may take to become right, in milliseconds. */
  readonly settleMs: number;
  /** Ends the waiting with `Interrupted`; what begins after it is waited for all the same, as clean-up does. */
  readonly signal: AbortSignal;
}

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1000;

/** For servers that index or replicate after they answer. */
export function createSettle({ clock, settleMs, signal }: SettleOptions): Settle {
  return async (read, isSettled) => {
    const by = signal.aborted ? clock : createInterruptibleClock(clock, signal);
    const until = by.now() + settleMs;
    let value = await read();
    for (let wait = FIRST_WAIT_MS; !isSettled(value) && by.now() < until; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      await by.sleep(Math.min(wait, until - by.now()));
      value = await read();
    }
    return value;
  };
}
