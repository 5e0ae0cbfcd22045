import { expect, test } from "vitest";
import { createPeople } from "../../fixtures/people.ts";
import { SCENARIO_DEFECTS } from "../../fixtures/scenario-defects.ts";
import { SUITES } from "../../suites/index.ts";
import { loadProfile } from "../documents/load-profile.ts";
import { loadScenario } from "../documents/load-scenario.ts";
import { builtInNames } from "../documents/read-document.ts";
import type { Scenario } from "../engine/scenarios/document/scenario.ts";
import type { Defect } from "../kit/defect.ts";
import { BUILT_IN_SCENARIOS } from "../run/scenarios/built-in-scenarios.ts";
import { scenarioSeats } from "../run/scenarios/scenario-seats.ts";
import { playOn } from "./prove-scenario.ts";
import { openGround } from "./proving-ground.ts";

const ofChecks = SUITES.flatMap((suite) => [...suite.checks, ...suite.trafficRules]).flatMap(({ defects }) => defects);
const DEFECTS: readonly Defect[] = [...ofChecks, ...SCENARIO_DEFECTS];

const scenarios = await Promise.all((await builtInNames("scenario")).map(loadScenario));
const byName = scenarios.filter(({ id }) => !BUILT_IN_SCENARIOS.includes(id));

/** Of a crowd twenty will do where the crowd is not what is looked at. */
function small(scenario: Scenario): Scenario {
  const { population } = scenario;
  return population.scalable ? { ...scenario, population: { ...population, users: 20 } } : scenario;
}

async function isNoticed(scenario: Scenario, defect: Defect): Promise<boolean> {
  const profile = await loadProfile(scenario.profile);
  const ground = await openGround({ profile, rules: [], seats: scenarioSeats(scenario, profile, []), defect });
  const population = (count: number): ReturnType<typeof createPeople> =>
    createPeople({ seed: 1, runId: "proof0", count, domain: "example.com" });
  const { verdict } = await playOn(ground, scenario, { dialect: "oin", population });
  return verdict === "fail";
}

test.each(byName.flatMap(({ id, defects }) => defects.map((defect) => [id, defect] as const)))(
  "%s alone notices %s",
  async (id, name) => {
    const defect = DEFECTS.find((one) => one.name === name);
    if (defect === undefined) return expect.fail(`nobody declares ${name}`);
    const noticing: string[] = [];
    for (const scenario of scenarios) {
      if (await isNoticed(scenario.id === id ? scenario : small(scenario), defect)) noticing.push(scenario.id);
    }
    expect(noticing).toEqual([id]);
  },
);

test("each scenario that is played by name only has a defect, and no defect has a name twice", () => {
  expect(byName.filter(({ defects }) => defects.length === 0)).toEqual([]);
  const names = DEFECTS.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  for (const { name, scenario } of SCENARIO_DEFECTS) {
    expect(scenarios.find(({ id }) => id === scenario)?.defects).toContain(name);
  }
});
