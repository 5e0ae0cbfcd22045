import type { Clock } from "../engine/identity-provider.ts";

/** Longest single wait of the emulated client in a run. */
const LONGEST_WAIT_MS = 60_000;

/**
 * A clock that cuts long waits short. Okta waits five minutes after a 429 without `Retry-After`, twice as long after the
 * next one, and ten times in all: a run would take two days. It asks again after a minute instead, as often as Okta does.
 */
export function createImpatientClock(clock: Clock): Clock {
  return { now: clock.now, sleep: (ms, signal) => clock.sleep(Math.min(ms, LONGEST_WAIT_MS), signal) };
}
