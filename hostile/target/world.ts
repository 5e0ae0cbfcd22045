import type { Store } from "./store.ts";

/** Everything that the behaviours of one target share. */
export interface World {
  readonly store: Store;
  /** The number that behaviours go by which do something at, or at every, n-th request. */
  readonly at: number;
  /** For example `http://127.0.0.1:4711`. */
  readonly origin: string;
  /** Path of the SCIM service, for example `/scim/v2`. */
  readonly basePath: string;
  /** A second server, which belongs to somebody else. */
  readonly otherOrigin: string;
  /** Counts by name, for behaviours that do something once or at every n-th time. */
  readonly count: (name: string) => number;
  /** Does something later; the target is not at rest before. */
  readonly later: (ms: number, act: () => void) => void;
  /** The process dies: connections break and nobody listens, for that long or for good. */
  readonly die: (forMs: number | "ever") => void;
}
