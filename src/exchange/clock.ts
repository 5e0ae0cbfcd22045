/** Time as an argument: the real one, or one that leaps over waits. */
export interface Clock {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Ends early, and leaves no timer behind, when the signal says so. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}
