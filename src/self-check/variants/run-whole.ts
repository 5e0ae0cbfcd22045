import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import type { Run } from "../../engine/run.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import { runTarget } from "../../engine/target/run-target.ts";
import type { Clock } from "../../exchange/clock.ts";
import type { Suite } from "../../kit/check.ts";
import type { Serve, StartServer } from "../../kit/variant.ts";
import type { Profile } from "../../profile/profile.ts";
import { BUILT_IN_SCENARIOS } from "../../run/scenarios/built-in-scenarios.ts";
import { createPlay } from "../../run/scenarios/play-scenario.ts";
import { createScimServer } from "../../server/scim-server.ts";
import { createInProcessRun, IN_PROCESS_TOKEN, openInProcessSession } from "../in-process-run.ts";

/** The documents that every whole run works with. */
export interface Documents {
  readonly generic: Profile;
  readonly scenarios: readonly Scenario[];
}

/** Loads the generic profile and the built-in scenarios. */
export async function loadDocuments(): Promise<Documents> {
  const [generic, ...scenarios] = await Promise.all([loadProfile("generic"), ...BUILT_IN_SCENARIOS.map(loadScenario)]);
  return { generic, scenarios };
}

/** What is run. */
export interface WholeRun {
  readonly generic: Profile;
  readonly suites: readonly Suite[];
  /** None when they are not to be played. */
  readonly scenarios: readonly Scenario[];
  readonly clock: Clock;
  /** The exchanges are only judged, not kept: masking them takes a tenth of the time. */
  readonly isVerdictOnly?: boolean;
  /** Traffic rules of other suites, for what the provider's client sends. */
  readonly beside?: readonly Suite[];
  /** The walks of the suites instead of their checks. */
  readonly isQuick?: boolean;
}

/** Runs suites and scenarios against a server in this process, as against a foreign target: it is given 2 s to settle. */
export async function runWhole(serve: Serve, whole: WholeRun): Promise<Run> {
  const { generic, suites, scenarios, clock, beside = [], isQuick = false } = whole;
  const start: StartServer = ({ profile, ...differences } = {}) =>
    createScimServer({
      profile: profile?.(generic) ?? generic,
      token: IN_PROCESS_TOKEN,
      adminSecret: "unused",
      clock: clock.now,
      ...differences,
    }).fetch;
  const rules = [...suites, ...beside].flatMap((suite) => suite.trafficRules);
  const run = createInProcessRun({ idp: IDENTITY_PROVIDERS[0], rules, runId: "sound0", clock, settleMs: 2000 });
  const { isVerdictOnly = false } = whole;
  const session = openInProcessSession(run, { handler: serve(start, clock), isVerdictOnly });
  return runTarget({
    run,
    stage: { session, profile: generic, seats: [], hookValues: {} },
    suites,
    beside,
    scenarios,
    isQuick,
    play: createPlay(run, { scenarios }),
  });
}
