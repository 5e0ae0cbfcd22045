import type { EventListener } from "../engine/event.ts";
import { SYSTEM_CLOCK } from "./progress-clock.ts";
import type { ProgressClock } from "./progress-clock.ts";
import { createLiveProgress } from "./progress-live.ts";
import { createLogProgress } from "./progress-log.ts";

/** Where progress is shown, and how it may look. */
export interface ProgressOptions {
  readonly write: (text: string) => void;
  readonly isTTY: boolean;
  /** True on a CI server, where a terminal may be only pretended. */
  readonly ci: boolean;
  readonly color: boolean;
  /** Characters beyond ASCII can be shown. */
  readonly unicode: boolean;
  /** Columns. */
  readonly width: number;
}

/** Tells how a run is going while it is under way. */
export interface Progress {
  readonly listen: EventListener;
  /** Shows a sentence that stays. */
  readonly note: (text: string) => void;
  /** Leaves nothing behind but what has to stay; also stops by itself at the end of the run. */
  readonly end: () => void;
}

/** Live lines on a terminal; in a pipe or in CI a line for each suite and scenario. */
export function createProgress(options: ProgressOptions, clock: ProgressClock = SYSTEM_CLOCK): Progress {
  return options.isTTY && !options.ci ? createLiveProgress(options, clock) : createLogProgress(options, clock);
}
