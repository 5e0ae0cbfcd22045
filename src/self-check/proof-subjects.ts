import type { Suite } from "../kit/check.ts";
import { createDefectFinder } from "./find-also.ts";
import { createPeerFinder } from "./find-peers.ts";
import type { ProofSubject } from "./prove-declared.ts";

/**
 * All checks and traffic rules of suites, each with the defects that it must notice and the others that rest on its rules; these
 * are looked up in the suites that are known. Throws `UsageError` when a check names a defect in `also` that no other check declares.
 */
export function proofSubjects(suites: readonly Suite[], known: readonly Suite[] = suites): readonly ProofSubject[] {
  const alsoOf = createDefectFinder(known);
  const peersOf = createPeerFinder(known);
  return suites.flatMap((suite) =>
    [...suite.checks, ...suite.trafficRules].map((declared) => ({
      declared,
      suite,
      also: alsoOf(declared),
      peers: peersOf(declared),
    })),
  );
}
