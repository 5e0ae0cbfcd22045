/** One line of the journal of a run. */
export type JournalEntry =
  | { readonly type: "run"; readonly runId: string; readonly baseUrl: string; readonly startedAt: string }
  /** A create is about to be sent: should no answer come, something of this name may exist. */
  | { readonly type: "intent"; readonly endpoint: string; readonly name: string }
  /** That create was refused, or what it made is known. */
  | { readonly type: "settled"; readonly endpoint: string; readonly name: string }
  | { readonly type: "created"; readonly endpoint: string; readonly id: string }
  | { readonly type: "removed"; readonly endpoint: string; readonly id: string };

/** Notes down, before anything else can happen, what a run makes and removes, so that a killed run can be cleaned up. */
export interface Journal {
  readonly append: (entry: JournalEntry) => void;
}

/** Keeps nothing: for targets that end with the run. */
export const NO_JOURNAL: Journal = { append: () => undefined };
