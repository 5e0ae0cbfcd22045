import type { OpenIntent, OwnResource } from "../ownership/sent-creates.ts";
import type { Look } from "./find-by-mark.ts";

/** What is known at the end of what a run leaves on its target. */
export interface Leftovers extends Pick<CleanUpResult, "deactivated" | "left" | "unproven" | "unclear"> {
  /** Endpoints that could not be looked through to their end. */
  readonly overlooked: readonly Overlooked[];
  /** How many resources were found by their mark only, and removed. */
  readonly found: number;
  readonly removed: number;
  /** Why the end was not looked at: the target was lost by then. */
  readonly lost: string | undefined;
}

/** An endpoint where a look may have missed something. */
export interface Overlooked extends Look {
  /** Creates that were sent there and of which nothing is known: so many may be left. */
  readonly unknown: number;
}

/** What cleaning up came to. */
export interface CleanUpResult {
  readonly removed: number;
  /** Users that the target does not delete, switched to inactive instead. */
  readonly deactivated: readonly OwnResource[];
  /** What could be neither removed nor deactivated. */
  readonly left: readonly LeftResource[];
  /** What the target said it had made, and no reading shows to be the run's: nothing was sent to it. */
  readonly unproven: readonly LeftResource[];
  /** Creates without a clear outcome that the target did not let look for: something of these names may be there. */
  readonly unclear: readonly OpenIntent[];
}

/** A resource that stays, and why. */
export type LeftResource = OwnResource & { readonly why: string };
