import type { Suite } from "../kit/check.ts";
import type { Person } from "../engine/directory.ts";
import { inBatches } from "../engine/checks/in-batches.ts";
import type { Scenario } from "../engine/scenarios/document/scenario.ts";
import type { Profile } from "../profile/profile.ts";
import { createReportJudge } from "./evidence/report-judge.ts";
import { createPeerFinder } from "./find-peers.ts";
import { createDefectFinder } from "./find-also.ts";
import { proveDeclared } from "./prove-declared.ts";
import { proveScenario } from "./prove-scenario.ts";
import type { Proof } from "./proof.ts";

/** What is to be proven. */
export interface SelfCheckOptions {
  readonly suites: readonly Suite[];
  /** Profiles of the reference server in which the proofs are made. */
  readonly profiles: readonly Profile[];
  /** Suites whose defects a check may name in `also`; those to be proven when left out. */
  readonly known?: readonly Suite[];
  /** Scenarios to be proven as well, and the people who play in them. */
  readonly scenarios?: readonly Scenario[];
  readonly population?: (count: number) => readonly Person[];
  /** True for the ids to be proven; all when left out. */
  readonly isSelected?: (id: string) => boolean;
  /** Told of each proof as it is made. */
  readonly onProof?: (proof: Proof) => void;
}

/** How many proofs are made at a time: some checks wait for the clock to move on, and others use that time. */
const PROOFS_AT_A_TIME = 16;

/**
 * Proves the checks and traffic rules of the suites and the scenarios in process, and returns the proofs in the order of the
 * registry. Rejects with `UsageError` when a check names a defect in `also` that no other check declares.
 */
export async function proveSuites(options: SelfCheckOptions): Promise<readonly Proof[]> {
  const { profiles } = options;
  const judgeReport = await createReportJudge();
  const isSelected = options.isSelected ?? (() => true);
  const known = options.known ?? options.suites;
  const alsoOf = createDefectFinder(known);
  const peersOf = createPeerFinder(known);
  const jobs = options.suites.flatMap((suite) =>
    [...suite.checks, ...suite.trafficRules]
      .filter(({ id }) => isSelected(id))
      .map((declared) => ({ declared, suite, also: alsoOf(declared), peers: peersOf(declared) }))
      .map((subject) => () => proveDeclared(subject, { profiles, judgeReport })),
  );
  const defects = options.suites
    .flatMap((suite) => [...suite.checks, ...suite.trafficRules])
    .flatMap((declared) => declared.defects);
  const population = options.population ?? (() => []);
  const scenarios = (options.scenarios ?? [])
    .filter(({ id }) => isSelected(id))
    .map((scenario) => () => proveScenario(scenario, { defects, population }));
  const told = [...jobs, ...scenarios].map((job) => async () => {
    const proof = await job();
    options.onProof?.(proof);
    return proof;
  });
  return inBatches(told, PROOFS_AT_A_TIME);
}
