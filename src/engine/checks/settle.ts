import type { CheckContext } from "../check-context.ts";
import type { Clock } from "../identity-provider.ts";

/** How long a reading may take to become right. */
export interface SettleOptions {
  readonly clock: Clock;
  readonly settleMs: number;
}

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1000;

/** See `CheckContext.settle`. */
export function createSettle({ clock, settleMs }: SettleOptions): CheckContext["settle"] {
  return async (read, isSettled) => {
    const until = clock.now() + settleMs;
    let begun = clock.now();
    let value = await read();
    // A slow answer may be as old as its request: only what is asked for after the settling time is judged.
    for (let wait = FIRST_WAIT_MS; !isSettled(value) && begun < until; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      await clock.sleep(Math.max(0, Math.min(wait, until - clock.now())));
      begun = clock.now();
      value = await read();
    }
    return value;
  };
}
