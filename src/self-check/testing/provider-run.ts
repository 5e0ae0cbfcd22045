import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { createPeople } from "../../../fixtures/people.ts";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { toFinding } from "../../engine/checks/finding.ts";
import { toRuleOutcome } from "../../engine/checks/rule-outcome.ts";
import { runSuites } from "../../engine/checks/run-suites.ts";
import type { Person } from "../../engine/directory.ts";
import type { Finding, Verdict } from "../../engine/run.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import type { LiveExchange } from "../../exchange/exchange.ts";
import type { DeclaredRule, Suite } from "../../kit/check.ts";
import type { Defect } from "../../kit/defect.ts";
import { BUILT_IN_SCENARIOS } from "../../run/built-in-scenarios.ts";
import { scenarioSeats } from "../../run/scenario-seats.ts";
import { playOn } from "../prove-scenario.ts";
import { openGround } from "../proving-ground.ts";
import type { ProvingGround } from "../proving-ground.ts";

// What the tests of a provider's defects work with. Nothing of it is part of the package.

/** What decides whether something works with an identity provider. */
export interface Deciding {
  readonly suites: readonly Suite[];
  /** They judge only what the provider's own client sends. */
  readonly rules: readonly DeclaredRule[];
  readonly isSent: (x: LiveExchange) => boolean;
}

/** What a check, traffic rule or scenario says of a server. */
export interface Told {
  readonly id: string;
  readonly verdict: Verdict;
  readonly reason: string;
}

/** Enough for all checks of a run, and few enough to use up. */
const SEATS = [
  { product: "Sales", total: 30, available: 30 },
  { product: "Marketing", total: 15, available: 15 },
];
/** Between them they have every capability. */
const PROFILES = await Promise.all(["generic", "zoominfo"].map(loadProfile));
const SCENARIOS = await Promise.all(BUILT_IN_SCENARIOS.map(loadScenario));
const PEOPLE = { seed: 1, runId: "proof0", domain: "example.com" } as const;

/** Runs the suites, and plays every scenario in each dialect, on servers with this defect or none; tells what is no pass and no skip. */
export async function judgeProvider(deciding: Deciding, defect?: Defect): Promise<readonly Told[]> {
  const told = [...(await judgeSuites(deciding, defect))];
  for (const scenario of SCENARIOS) {
    for (const dialect of IDENTITY_PROVIDERS[0].dialects) {
      told.push(...(await judgeScenario({ scenario, dialect }, deciding, defect)));
    }
  }
  return told.filter(({ verdict }) => verdict !== "pass" && verdict !== "skip");
}

/** The same of the suites alone, with what passes and what is skipped. */
export async function judgeSuites(deciding: Deciding, defect?: Defect): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const profile of PROFILES) {
    const rules = whereSent(deciding);
    const ground = await openGround({ profile, rules, seats: SEATS, ...(defect === undefined ? {} : { defect }) });
    const findings = await runAlone(ground, deciding.suites);
    told.push(...findings.map(toTold), ...tallied(ground));
  }
  return told;
}

interface Played {
  readonly scenario: Scenario;
  readonly dialect: string;
}

async function judgeScenario(
  { scenario, dialect }: Played,
  deciding: Deciding,
  defect: Defect | undefined,
): Promise<readonly Told[]> {
  const profile = await loadProfile(scenario.profile);
  const seats = scenarioSeats(scenario, profile, []);
  const rules = whereSent(deciding);
  const ground = await openGround({ profile, rules, seats, ...(defect === undefined ? {} : { defect }) });
  const { id, verdict, reason } = await playOn(ground, scenario, { dialect, population });
  return [{ id, verdict, reason }, ...tallied(ground)];
}

/** The rules, each for the provider's own requests only. */
function whereSent({ rules, isSent }: Deciding): readonly DeclaredRule[] {
  return rules.map((rule) => ({ ...rule, applies: (x) => isSent(x) && rule.applies(x) }));
}

/** One check at a time: what they say is the same each time. */
async function runAlone(ground: ProvingGround, suites: readonly Suite[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const session = { ...ground.session, width: () => 1 };
  const run = {
    ...ground.run,
    keep: false,
    maxFailures: undefined,
    requirements: REQUIREMENTS,
    onEvent: () => undefined,
  };
  await runSuites({ run, stage: { ...ground, session }, suites }, (finding) => findings.push(finding));
  return findings;
}

function tallied(ground: ProvingGround): readonly Told[] {
  return ground.judge
    .tallies()
    .map((tally) =>
      toTold(toFinding({ suite: "traffic", declaration: tally.rule }, toRuleOutcome(tally), REQUIREMENTS)),
    );
}

function toTold({ check, verdict, reason }: Finding): Told {
  return { id: check, verdict, reason };
}

function population(count: number): readonly Person[] {
  return createPeople({ ...PEOPLE, count });
}
