import type { Clock } from "../../exchange/clock.ts";
import { Interrupted } from "./interrupted.ts";

/** A clock whose waits end with the run: once the signal says so, `sleep` rejects with `Interrupted`. */
export function createInterruptibleClock(clock: Clock, signal: AbortSignal): Clock {
  return { now: () => clock.now(), sleep: (ms) => sleepUnless(signal, () => clock.sleep(ms, signal)) };
}

async function sleepUnless(signal: AbortSignal, sleep: () => Promise<void>): Promise<void> {
  if (signal.aborted) throw new Interrupted();
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = (): void => reject(new Interrupted());
  });
  signal.addEventListener("abort", stop, { once: true });
  try {
    await Promise.race([sleep(), stopped]);
    // The sleep itself may have ended early.
    if (signal.aborted) throw new Interrupted();
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
