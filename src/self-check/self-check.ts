import type { Suite } from "../kit/check.ts";
import { inBatches } from "../engine/checks/in-batches.ts";
import type { Profile } from "../profile/profile.ts";
import { createReportJudge } from "./evidence/report-judge.ts";
import { proofSubjects } from "./proof-subjects.ts";
import { proveDeclared } from "./prove-declared.ts";
import type { Proof } from "./proof.ts";

/** What is to be proven. */
export interface SelfCheckOptions {
  readonly suites: readonly Suite[];
  /** Profiles of the reference server in which the proofs are made. */
  readonly profiles: readonly Profile[];
  /** Suites whose defects a check may name in `also`; those to be proven when left out. */
  readonly known?: readonly Suite[];
  /** Two checks of one rule must each notice a defect that the other does not; not demanded when left out. */
  readonly areDistinct?: boolean;
  /** Told of each proof as it is made. */
  readonly onProof?: (proof: Proof) => void;
}

/** How many proofs are made at a time: some checks wait for the clock to move on, and others use that time. */
const PROOFS_AT_A_TIME = 16;

/**
 * Proves the checks and traffic rules of the suites in process, and returns the proofs in the order of the registry. Rejects with
 * `UsageError` when a check names a defect in `also` that no other check declares.
 */
export async function proveSuites(options: SelfCheckOptions): Promise<readonly Proof[]> {
  const { suites, known = suites, areDistinct = false, profiles, onProof } = options;
  const judgeReport = await createReportJudge();
  const jobs = proofSubjects(suites, { known, areDistinct }).map((subject) => async () => {
    const proof = await proveDeclared(subject, { profiles, judgeReport });
    onProof?.(proof);
    return proof;
  });
  return inBatches(jobs, PROOFS_AT_A_TIME);
}
