import { createPeople } from "../../../fixtures/people.ts";
import type { IdentityProvider } from "../../engine/identity-provider.ts";
import type { Run } from "../../engine/run.ts";
import { runScenario } from "../../engine/scenarios/play/scenario-run.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import type { KnownFault } from "../../engine/report/causes/known/known-fault.ts";
import { runTarget } from "../../engine/target/run-target.ts";
import type { Suite } from "../../kit/check.ts";
import type { Profile } from "../../profile/profile.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";
import { createImpatientClock } from "../../run/clocks/impatient-clock.ts";
import { createLeapingClock } from "../../run/clocks/leaping-clock.ts";
import type { FetchHandler } from "../../scim/http.ts";
import { createInProcessRun, openInProcessSession } from "../in-process-run.ts";

const RUN_ID = "proof0";

/** A run against a server in this process, as against somebody else's: checks first, then scenarios, all on the one server. */
export interface FaultyRun {
  readonly provider: IdentityProvider;
  readonly handler: FetchHandler;
  readonly profile: Profile;
  readonly seats: readonly SeatLimit[];
  readonly suites: readonly Suite[];
  readonly beside: readonly Suite[];
  readonly scenarios: readonly Scenario[];
  /** Only the provider's table is asked for. */
  readonly isQuick?: boolean;
  readonly knownFaults?: readonly KnownFault[];
}

/** Runs, and returns the whole outcome. Nothing has to settle there, and time leaps. */
export function runFaulty(options: FaultyRun): Promise<Run> {
  const { profile, seats, suites, beside, scenarios, isQuick = false, knownFaults = [] } = options;
  const rules = [...suites, ...beside].flatMap((suite) => suite.trafficRules);
  const clock = createLeapingClock();
  const run = createInProcessRun({ idp: options.provider, rules, runId: RUN_ID, clock, settleMs: 0, knownFaults });
  const session = openInProcessSession(run, { handler: options.handler });
  return runTarget({
    run,
    stage: { session, profile, seats, hookValues: {} },
    suites,
    beside,
    scenarios,
    isQuick,
    play: (scenario, stage) =>
      runScenario({
        scenario,
        run,
        stage,
        population: (count) =>
          createPeople({
            seed: 1,
            runId: `${RUN_ID}-s${scenarios.indexOf(scenario) + 1}`,
            count,
            domain: "example.com",
          }),
        hooks: {},
        clock: createImpatientClock(clock, () => undefined),
        timeoutMs: 5000,
      }),
  });
}
