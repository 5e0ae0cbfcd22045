import { IDENTITY_PROVIDERS } from "../../emulator/index.ts";
import { loadProfile } from "../documents/load-profile.ts";
import type { Defect } from "../kit/defect.ts";
import type { HookTools } from "../engine/scenarios/play/hook-run.ts";
import type { Person } from "../engine/directory.ts";
import { runScenario } from "../engine/scenarios/play/scenario-run.ts";
import type { ScenarioResult } from "../engine/run.ts";
import type { Scenario } from "../engine/scenarios/document/scenario.ts";
import { hookRunners } from "../run/hooks/hook-tools.ts";
import { scenarioSeats } from "../run/scenarios/scenario-seats.ts";
import type { DefectProof, Proof } from "./proof.ts";
import { openGround } from "./proving-ground.ts";
import type { ProvingGround } from "./proving-ground.ts";

/** What scenarios are proven with. */
export interface ScenarioProofOptions {
  /** All defects that a scenario may name. */
  readonly defects: readonly Defect[];
  readonly population: (count: number) => readonly Person[];
}

/** Proves a scenario: it passes on the sound server in each dialect, and fails with each of the defects that it names. */
export async function proveScenario(scenario: Scenario, options: ScenarioProofOptions): Promise<Proof> {
  const [idp] = IDENTITY_PROVIDERS;
  const alarms: string[] = [];
  for (const { id: dialect } of idp.dialects) {
    const result = await play(scenario, dialect, options);
    if (result.verdict !== "pass") alarms.push(`${scenario.profile}, ${dialect}: ${describe(result)}`);
  }
  const defects: DefectProof[] = [];
  for (const name of scenario.defects) defects.push(await proveDefect(scenario, name, options));
  const passesIn = alarms.length === 0 ? [scenario.profile] : [];
  return { id: scenario.id, suite: "scenarios", kind: "scenario", passesIn, alarms, defects };
}

async function proveDefect(scenario: Scenario, name: string, options: ScenarioProofOptions): Promise<DefectProof> {
  const defect = options.defects.find((known) => known.name === name);
  if (defect === undefined)
    return { defect: name, breaks: "", noticed: false, reason: "no check declares this defect", evidence: [] };
  const result = await play(scenario, IDENTITY_PROVIDERS[0].dialects[0].id, { ...options, defect });
  return {
    defect: name,
    breaks: defect.breaks,
    noticed: result.verdict === "fail",
    reason: describe(result),
    evidence: [],
  };
}

async function play(
  scenario: Scenario,
  dialect: string,
  options: ScenarioProofOptions & { readonly defect?: Defect },
): Promise<ScenarioResult> {
  const profile = await loadProfile(scenario.profile);
  const seats = scenarioSeats(scenario, profile, []);
  const { defect, population } = options;
  const ground = await openGround({ profile, rules: [], seats, ...(defect === undefined ? {} : { defect }) });
  return playOn(ground, scenario, { dialect, population });
}

/** Plays a scenario on a server in this process. */
export async function playOn(
  ground: ProvingGround,
  scenario: Scenario,
  { dialect, population }: Pick<ScenarioProofOptions, "population"> & { readonly dialect: string },
): Promise<ScenarioResult> {
  const { signal } = new AbortController();
  return runScenario({
    scenario,
    run: {
      idp: IDENTITY_PROVIDERS[0],
      dialect,
      bundled: true,
      settleMs: 0,
      onEvent: () => undefined,
      signal,
    },
    stage: ground,
    population,
    hooks: hookRunners(ground, { signal, request: consoleRequest(ground.console) }),
    clock: ground.clock,
    timeoutMs: 5000,
  });
}

/** Reaches the server's console in this process. */
function consoleRequest(handler: (request: Request) => Promise<Response>): HookTools["request"] {
  return async ({ method, url, headers, body }) => {
    const init = body === undefined ? {} : { body };
    const answer = await handler(new Request(url, { method, headers: { ...headers }, ...init }));
    return { status: answer.status, text: await answer.text() };
  };
}

function describe({ verdict, reason, steps }: ScenarioResult): string {
  const bad = steps.filter((step) => step.verdict !== "pass").map((step) => `${step.step}: ${step.reason}`);
  return [verdict, reason, ...bad].filter((text) => text !== "").join("; ");
}
