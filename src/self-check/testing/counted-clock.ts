import type { Clock } from "../../exchange/clock.ts";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Rounds of the event loop after which nothing is being worked on any more. */
const IDLE_ROUNDS = 4;

/**
 * A time that is only counted: it stands still while anything is being worked on, and then moves on to whoever wakes up
 * first. Delays keep their order and cost nothing.
 */
export function createCountedClock(): Clock {
  let now = Date.parse("2026-01-01T00:00:00Z");
  let isRunning = false;
  const sleepers: Sleeper[] = [];
  const run = async (): Promise<void> => {
    isRunning = true;
    while (sleepers.length > 0) {
      for (let round = 0; round < IDLE_ROUNDS; round += 1) await new Promise((resolve) => setImmediate(resolve));
      const next = sleepers.reduce((first, sleeper) => (sleeper.until < first.until ? sleeper : first));
      sleepers.splice(sleepers.indexOf(next), 1);
      now = Math.max(now, next.until);
      next.wake();
    }
    isRunning = false;
  };
  return {
    now: () => Math.floor(now),
    sleep: (ms) =>
      new Promise((wake) => {
        sleepers.push({ until: now + Math.max(0, ms), wake });
        if (!isRunning) void run();
      }),
  };
}
