import type { Suite } from "../../kit/check.ts";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { ALL_SUITES } from "./all-suites.ts";
import { judgeFeatureNames } from "./judge-features.ts";
import { judgeOwnSuites } from "./judge-own-suites.ts";

/** The ids of the built-in suites, in the order of the report. */
export const BUILT_IN_SUITES: readonly string[] = ALL_SUITES.map(({ id }) => id);

/** Suites to choose from, and which of them are wanted. */
export interface KnownSuites {
  /** The built-in ones, then the user's own. */
  readonly known: readonly Suite[];
  /** The ids of the wanted ones; all built-in ones when empty. */
  readonly wanted: readonly string[];
}

/**
 * Takes built-in suites by their names, and suites of the user's own whole. Throws `UsageError` for one of the user's own that
 * cannot be told from a built-in one in a report, or that a report cannot show.
 */
export function knownSuites(suites: readonly (string | Suite)[]): KnownSuites {
  const own = suites.filter((suite) => typeof suite !== "string");
  judgeOwnSuites(own, ALL_SUITES);
  const known = [...ALL_SUITES, ...own];
  judgeFeatureNames(known, IDENTITY_PROVIDERS);
  return { known, wanted: suites.map((suite) => (typeof suite === "string" ? suite : suite.id)) };
}
