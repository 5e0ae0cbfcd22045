/** What readings have taught of a target: how what the run made can be removed and found there. By endpoint, for example `/Users`. */
export interface Habits {
  /** A reading after a DELETE showed whether it works. */
  readonly deletes: Map<string, boolean>;
  /** Whether a filter on the beginning of the name finds what is there, or only reading through, or neither. */
  readonly finds: Map<string, "filter" | "reading" | "nothing">;
  /** Endpoints where a resource of the run was seen under another name than it was given: a filter on names misses it. */
  readonly renames: Set<string>;
  /** What switches a user to inactive, as a reading showed; `nothing` where neither does. */
  readonly deactivates: Map<string, "PATCH" | "PUT" | "nothing">;
}

/** Nothing is known yet. */
export function createHabits(): Habits {
  return { deletes: new Map(), finds: new Map(), renames: new Set(), deactivates: new Map() };
}
