/** How well a text or a fact about a provider is known. */
export type HowKnown = "documented" | "observed" | "inferred";

/** What a provider shows to its admins when something fails: what it was about to do, then what came of it. */
export interface ProviderMessages {
  readonly actions: readonly MessageAction[];
  readonly outcomes: readonly MessageOutcome[];
  /** What stands before the words of the server itself. */
  readonly remote: string;
  /** What the server's own words often speak of. */
  readonly words: readonly RemoteWord[];
}

/** What the client was doing when it failed: the first half of a text. */
export interface MessageAction {
  readonly id: string;
  /** As it is shown; `{...}` stands for what differs from case to case. */
  readonly pattern: string;
  readonly standing: HowKnown;
  /** What leads to it, to complete "It was shown when". */
  readonly when: string;
  /** The requests, the last one being the one that failed. */
  readonly sent: readonly string[];
  /** What the answer should have been. */
  readonly wanted: string;
  /** Features of the provider that it is about: of all checks only those that decide one of them are shown with it. */
  readonly features: readonly string[];
  /** Ids of checks that send the same. */
  readonly checks: readonly string[];
  /** Scenarios that do. */
  readonly scenarios: readonly string[];
}

/** What came of it: the second half of a text. */
export interface MessageOutcome {
  readonly pattern: string;
  readonly standing: HowKnown;
  /** What the server must have answered, as a sentence. */
  readonly answered: string;
  /** What to change, as a sentence. */
  readonly change: string;
  /** Checks that show it; those of the action when left out. */
  readonly checks?: readonly string[];
  /** Ids of the actions with which it is shown; with any when left out. The first of them where the text names none. */
  readonly of?: readonly string[];
}

/** A subject of the server's own words. */
export interface RemoteWord {
  /** Words of which one stands in the text. */
  readonly any: readonly string[];
  /** What that says, as a sentence. */
  readonly says: string;
  readonly checks: readonly string[];
}
