import type { EventListener } from "../../engine/event.ts";

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
