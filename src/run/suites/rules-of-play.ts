import type { IdentityProvider } from "../../engine/identity-provider.ts";
import type { Suite } from "../../kit/check.ts";
import { createFilter } from "../select.ts";
import { ALL_SUITES, suitesFor } from "./all-suites.ts";

/**
 * What a run that only plays scenarios judges: all traffic rules, of the RFCs and of this provider, as in a run with suites, and
 * those of the user's own.
 */
export function rulesOfPlay(
  provider: IdentityProvider,
  known: readonly Suite[],
  skip: readonly string[],
): readonly Suite[] {
  const isWanted = createFilter({ only: [], skip });
  const builtIn = suitesFor(provider);
  return known
    .filter((suite) => builtIn.includes(suite) || !ALL_SUITES.includes(suite))
    .map((suite) => ({
      ...suite,
      checks: [],
      trafficRules: suite.trafficRules.filter(({ id }) => isWanted(id)),
    }))
    .filter(({ trafficRules }) => trafficRules.length > 0);
}
