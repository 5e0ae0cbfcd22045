import type { Clock } from "../../exchange/clock.ts";

/** Longest single wait of the emulated client in a run. */
const LONGEST_WAIT_MS = 60_000;

/** What it waits in all before it is out of patience: as long as ten attempts of one request take. */
const ALL_WAITS_MS = 600_000;

/** Who asks to wait for longer than an hour will not answer within a run. */
const HOPELESS_MS = 3_600_000;

/** The wait instead: the attempts that Okta would make are made, so that the task fails as it would. */
const HOPELESS_WAIT_MS = 100;

/** Single waits from then on; shorter ones, as between two readings, are nobody's impatience. */
const LAST_WAIT_MS = 1000;

/** A clock that cuts waits, and tells to what. */
export interface ImpatientClock extends Clock {
  /** As long as a wait of so many milliseconds lasts if it begins now. */
  readonly boundOf: (ms: number) => number;
}

/**
 * A clock that cuts long waits short. Okta waits five minutes after a 429 without `Retry-After`, twice as long after the
 * next one, and ten times in all: a run would take two days. Here it asks again after a minute, as often as Okta does; where it is
 * to wait for more than an hour, at once. Once it has waited for ten minutes in all, each wait is a second, too; `onWornOut`
 * is told of that once.
 */
export function createImpatientClock(
  clock: Clock,
  onWornOut: (waitedMs: number) => void = () => undefined,
): ImpatientClock {
  let waited = 0;
  let isTold = false;
  const isWornOut = (): boolean => waited >= ALL_WAITS_MS;
  const boundOf = (ms: number): number => {
    if (ms <= LAST_WAIT_MS) return ms;
    if (ms > HOPELESS_MS) return HOPELESS_WAIT_MS;
    return isWornOut() ? LAST_WAIT_MS : Math.min(ms, LONGEST_WAIT_MS);
  };
  const begin = (ms: number): number => {
    const bound = boundOf(ms);
    if (ms <= LAST_WAIT_MS || ms > HOPELESS_MS) return bound;
    if (isWornOut() && !isTold) {
      isTold = true;
      onWornOut(ALL_WAITS_MS);
    }
    waited += bound;
    return bound;
  };
  return { now: clock.now, sleep: (ms, signal) => clock.sleep(begin(ms), signal), boundOf };
}
