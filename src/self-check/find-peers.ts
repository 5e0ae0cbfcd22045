import type { Suite } from "../kit/check.ts";
import { claimedIds } from "../exchange/clause.ts";
import type { Declared } from "./judge-declared.ts";

/** Finds the other checks and traffic rules that rest on one of the same rules. */
export function createPeerFinder(suites: readonly Suite[]): (declared: Declared) => readonly Declared[] {
  const claimants = new Map<string, Declared[]>();
  for (const declared of suites.flatMap((suite) => [...suite.checks, ...suite.trafficRules])) {
    for (const id of claimedIds(declared.clause)) claimants.set(id, [...(claimants.get(id) ?? []), declared]);
  }
  return (declared) => {
    const peers = claimedIds(declared.clause).flatMap((id) => claimants.get(id) ?? []);
    return [...new Set(peers)].filter(({ id }) => id !== declared.id);
  };
}
