import type { Clock } from "../../exchange/clock.ts";

/** Finds out, after a request without an answer, whether the target still answers others. */
export interface OutageWatch {
  /** Resolves once it is known: true when the target answers, false when it did not within the time for one outage. */
  readonly isAlive: () => Promise<boolean>;
  /** Resolves when no outage is being looked into. */
  readonly settled: () => Promise<void>;
  /** How many outages there were that the target came back from. */
  readonly count: () => number;
}

/** What watching takes. */
export interface OutageOptions {
  /** Asks the preflight's GET; true when it is answered. */
  readonly ask: () => Promise<boolean>;
  readonly clock: Clock;
}

/** How long one outage may last, in milliseconds. */
export const OUTAGE_LIMIT_MS = 15_000;

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 1000;

/** Watches one target; requests that fail at the same time share one outage. */
export function createOutageWatch({ ask, clock }: OutageOptions): OutageWatch {
  const state: { current: Promise<boolean> | undefined } = { current: undefined };
  let outages = 0;
  const findOut = async (): Promise<boolean> => {
    const deadline = clock.now() + OUTAGE_LIMIT_MS;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      if (await ask()) break;
      if (clock.now() >= deadline) return false;
      await clock.sleep(Math.min(wait, Math.max(1, deadline - clock.now())));
    }
    outages += 1;
    return true;
  };
  return {
    isAlive: () => {
      state.current ??= findOut().finally(() => (state.current = undefined));
      return state.current;
    },
    settled: async () => {
      while (state.current !== undefined) await state.current.catch(() => undefined);
    },
    count: () => outages,
  };
}
