import type { CheckContext } from "./check-context.ts";

/**
 * What a provider's client does from end to end, with as few requests as it can be done with. Its answers are judged as the checks of
 * its suite judge them: a quick run carries it out in the place of the checks.
 */
export interface Walk {
  /** Ids of the checks as which it judges, all of its own suite. */
  readonly checks: readonly string[];
  /** Goes on after a fault as far as the client of the dialect would; ends where the client has nothing to go on with. */
  readonly run: (t: CheckContext, judge: Judge, dialect: string) => Promise<void>;
}

/**
 * Judges an answer as the check of that id does; false when the answer breaks its rule. `halts` names features of the provider that
 * do not come about either when this fails, as the client does not get to them.
 */
export type Judge = (check: string, judgement: () => unknown, halts?: readonly string[]) => Promise<boolean>;
