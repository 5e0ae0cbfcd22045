import type { Suite } from "../kit/check.ts";
import { createDefectFinder } from "./find-also.ts";
import { createPeerFinder } from "./find-peers.ts";
import type { ProofSubject } from "./prove-declared.ts";

/** Where defects and peers are looked for. */
export interface SubjectOptions {
  /** Suites whose defects a check may name in `also`; those of the subjects when left out. */
  readonly known?: readonly Suite[];
  /** Two checks of one rule must each notice a defect that the other does not. */
  readonly areDistinct: boolean;
}

/**
 * All checks and traffic rules of suites, each with the defects that it must notice and the others that rest on its rules. Throws
 * `UsageError` when a check names a defect in `also` that no other check declares.
 */
export function proofSubjects(
  suites: readonly Suite[],
  { known = suites, areDistinct }: SubjectOptions,
): readonly ProofSubject[] {
  const alsoOf = createDefectFinder(known);
  const peersOf = areDistinct ? createPeerFinder(known) : () => [];
  return suites.flatMap((suite) =>
    [...suite.checks, ...suite.trafficRules].map((declared) => ({
      declared,
      suite,
      also: alsoOf(declared),
      peers: peersOf(declared),
    })),
  );
}
