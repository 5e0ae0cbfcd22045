import type { Clock } from "./identity-provider.ts";
import { Interrupted } from "./interrupted.ts";

/** A clock whose waits end with the run: once the signal says so, `sleep` rejects with `Interrupted`. */
export function createInterruptibleClock(clock: Clock, signal: AbortSignal): Clock {
  return { now: () => clock.now(), sleep: (ms) => sleepUnless(signal, () => clock.sleep(ms)) };
}

function sleepUnless(signal: AbortSignal, sleep: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Interrupted());
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener("abort", stop, { once: true });
    sleep().then(
      () => {
        signal.removeEventListener("abort", stop);
        resolve();
      },
      (error: unknown) => {
        signal.removeEventListener("abort", stop);
        reject(error);
      },
    );
  });
}
