import type { Clock } from "../../../exchange/clock.ts";
import { createInterruptibleClock } from "../../endurance/interruptible-clock.ts";

/** Reads until `isSettled` says so or the settling time has passed, and returns the last reading. */
export type Settle = <T>(read: () => Promise<T>, isSettled: (value: T) => boolean) => Promise<T>;

/** What settling takes. */
export interface SettleOptions {
  readonly clock: Clock;
  /** How long a reading may take to become right, in milliseconds. */
  readonly settleMs: number;
  /**
   * Ends the waiting with `Interrupted`; what begins after it is waited for all the same. Left out, nothing ends the waiting but
   * its time: cleaning up goes on after an interruption.
   */
  readonly signal?: AbortSignal;
}

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1000;

/** For servers that index or replicate after they answer. */
export function createSettle({ clock, settleMs, signal }: SettleOptions): Settle {
  return async (read, isSettled) => {
    const by = signal === undefined || signal.aborted ? clock : createInterruptibleClock(clock, signal);
    const until = by.now() + settleMs;
    let begun = by.now();
    let value = await read();
    // A slow answer may be as old as its request: only what is asked for after the settling time is judged.
    for (let wait = FIRST_WAIT_MS; !isSettled(value) && begun < until; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      await by.sleep(Math.max(0, Math.min(wait, until - by.now())));
      begun = by.now();
      value = await read();
    }
    return value;
  };
}
