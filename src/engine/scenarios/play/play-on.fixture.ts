import { createPeople } from "../../../../fixtures/people.ts";
import { loadProfile } from "../../../documents/load-profile.ts";
import type { Wrap } from "../../../kit/defects/on.ts";
import type { Exchange } from "../../../exchange/exchange.ts";
import { openGround } from "../../../self-check/proving-ground.ts";
import { playOn } from "../../../self-check/prove-scenario.ts";
import { scenarioSeats } from "../../../run/scenarios/scenario-seats.ts";
import { toScenario } from "../document/scenario-document.ts";
import type { ScenarioDocument } from "../document/scenario-document.ts";
import type { Scenario } from "../document/scenario.ts";
import type { ScenarioResult } from "../../run.ts";

/** What came of a scenario on a reference server in this process. */
export interface Played {
  readonly result: ScenarioResult;
  /** Steps that did not pass, with the reason. */
  readonly problems: readonly string[];
  readonly exchanges: readonly Exchange[];
}

/** Plays a document, or a scenario, on a fresh server in its profile. */
export async function playOnGround(
  given: Scenario | ScenarioDocument,
  { dialect = "oin", wrap }: { readonly dialect?: string; readonly wrap?: Wrap } = {},
): Promise<Played> {
  const scenario = "setUp" in given ? given : toScenario(given);
  const profile = await loadProfile(scenario.profile);
  const seats = scenarioSeats(scenario, profile, []);
  const defect = wrap === undefined ? {} : { defect: { name: "fault", breaks: "OKTA-none", wrap } };
  const ground = await openGround({ profile, rules: [], seats, ...defect });
  const population = (count: number): ReturnType<typeof createPeople> =>
    createPeople({ seed: 1, runId: "proof0", count, domain: "example.com" });
  const result = await playOn(ground, scenario, { dialect, population });
  const steps = result.steps.filter(({ verdict }) => verdict !== "pass");
  const problems = steps.map(({ verdict, step, reason }) => `${verdict} ${step}: ${reason}`);
  return { result, problems, exchanges: ground.traffic.exchanges() };
}
