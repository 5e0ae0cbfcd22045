import type { ProgressOptions, Progress } from "./progress-options.ts";
import { SYSTEM_CLOCK } from "./progress-clock.ts";
import type { ProgressClock } from "./progress-clock.ts";
import { createLiveProgress } from "./progress-live.ts";
import { createLogProgress } from "./progress-log.ts";

/** Live lines on a terminal; in a pipe or in CI a line for each suite and scenario. */
export function createProgress(options: ProgressOptions, clock: ProgressClock = SYSTEM_CLOCK): Progress {
  return options.isTTY && !options.ci ? createLiveProgress(options, clock) : createLogProgress(options, clock);
}
