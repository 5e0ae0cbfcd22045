import { IDENTITY_PROVIDERS } from "../../emulator/index.ts";
import { createPeople } from "../../fixtures/people.ts";
import { loadProfile } from "../documents/load-profile.ts";
import { loadScenario } from "../documents/load-scenario.ts";
import { builtInNames } from "../documents/read-document.ts";
import type { Defect } from "../kit/defect.ts";
import { SCENARIO_DEFECTS } from "../../fixtures/scenario-defects.ts";
import { BUILT_IN_SCENARIOS } from "../run/scenarios/built-in-scenarios.ts";
import { ALL_SUITES } from "../run/suites/all-suites.ts";
import type { DrawnDefect } from "./again/draw-again.ts";
import { proveAgain } from "./again/prove-again.ts";
import type { AgainProof } from "./again/prove-again.ts";
import { createReportJudge } from "./evidence/report-judge.ts";
import { proofSubjects } from "./proof-subjects.ts";
import type { Proof } from "./proof.ts";
import { proveDeclared } from "./prove-declared.ts";
import { proveScenario } from "./prove-scenario.ts";
import { proveProvider } from "./providers/prove-provider.ts";
import type { ProviderProof } from "./providers/prove-provider.ts";
import { compareQuick } from "./providers/compare-quick.ts";
import type { QuickComparison } from "./providers/compare-quick.ts";
import { toProvenServer } from "./providers/provider-servers.ts";
import type { NamedServer } from "./providers/provider-servers.ts";

/** Proofs of what is built in, by name, as a worker thread is asked for them. Each rejects for a name that nothing has. */
export interface BuiltInProofs {
  /** Of a check or traffic rule. */
  readonly ofDeclared: (job: { readonly id: string }) => Promise<Proof>;
  readonly ofScenario: (job: { readonly id: string }) => Promise<Proof>;
  /** Of the command that reports print for a finding; undefined when there is none. */
  readonly ofAgain: (job: DrawnDefect) => Promise<AgainProof | undefined>;
  /** Of an identity provider's table on one server. */
  readonly ofProvider: (job: ProviderJob) => Promise<ProviderProof>;
  /** A provider's table of a quick run, held against that of a whole one. */
  readonly ofQuick: (job: ProviderJob) => Promise<QuickComparison>;
}

/** Whose table is proven, and where. */
export interface ProviderJob {
  readonly provider: string;
  readonly server: NamedServer;
}

const PEOPLE = { seed: 1, runId: "proof0", domain: "example.com" } as const;

/** Loads what proofs are made with, once for all of them. */
export async function loadBuiltInProofs(): Promise<BuiltInProofs> {
  const profiles = await Promise.all((await builtInNames("profile")).map(loadProfile));
  const scenarios = await Promise.all((await builtInNames("scenario")).map(loadScenario));
  // What a run plays when nothing else is said: a provider's table hangs on nothing more.
  const usual = scenarios.filter(({ id }) => BUILT_IN_SCENARIOS.includes(id));
  const judgeReport = await createReportJudge();
  const subjects = new Map(
    proofSubjects(ALL_SUITES, { areDistinct: true }).map((subject) => [subject.declared.id, subject]),
  );
  const defects = [...subjects.values()].flatMap(({ declared }) => declared.defects);
  const population = (count: number): ReturnType<typeof createPeople> => createPeople({ ...PEOPLE, count });
  return {
    ofDeclared: async ({ id }) => proveDeclared(found(subjects.get(id), id), { profiles, judgeReport }),
    ofScenario: async ({ id }) => {
      const scenario = scenarios.find((one) => one.id === id);
      return proveScenario(found(scenario, id), { defects: [...defects, ...SCENARIO_DEFECTS], population });
    },
    ofAgain: async ({ defect, noticedBy, others }) =>
      proveAgain({ defect: found(namedDefect(defects, defect), defect), noticedBy }, others),
    ofProvider: async ({ provider, server }) => {
      const idp = IDENTITY_PROVIDERS.find(({ id }) => id === provider);
      return proveProvider(found(idp, provider), await toProvenServer(server, ALL_SUITES), usual);
    },
    ofQuick: async ({ provider, server }) => {
      const idp = IDENTITY_PROVIDERS.find(({ id }) => id === provider);
      return compareQuick(found(idp, provider), await toProvenServer(server, ALL_SUITES), usual);
    },
  };
}

function namedDefect(defects: readonly Defect[], name: string): Defect | undefined {
  return defects.find((defect) => defect.name === name);
}

function found<Thing>(thing: Thing | undefined, name: string): Thing {
  if (thing === undefined) throw new Error(`there is nothing built in that is called "${name}"`);
  return thing;
}
