import type { Clock } from "../engine/identity-provider.ts";

/** The time of day. */
export const REAL_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
