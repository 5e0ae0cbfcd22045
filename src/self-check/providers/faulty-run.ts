import { createPeople } from "../../../fixtures/people.ts";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { NO_JOURNAL } from "../../engine/ownership/journal.ts";
import { Ownership } from "../../engine/ownership/ownership.ts";
import { featuresOf } from "../../engine/providers/breaks.ts";
import { createFeatureWatch } from "../../engine/providers/feature-watch.ts";
import type { IdentityProvider } from "../../engine/identity-provider.ts";
import type { Run } from "../../engine/run.ts";
import type { RunContext } from "../../engine/run-context.ts";
import { runScenario } from "../../engine/scenarios/play/scenario-run.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import { createSession } from "../../engine/session/create-session.ts";
import { runTarget } from "../../engine/target/run-target.ts";
import { createHandlerTransport } from "../../engine/transport/handler-transport.ts";
import { createRedactor } from "../../exchange/masking/redact.ts";
import { Secrets } from "../../exchange/masking/secrets.ts";
import { createTrafficJudge } from "../../exchange/traffic/traffic-judge.ts";
import { createTranscript } from "../../exchange/traffic/transcript.ts";
import type { Suite } from "../../kit/check.ts";
import { createImpatientClock } from "../../run/clocks/impatient-clock.ts";
import { createLeapingClock } from "../../run/clocks/leaping-clock.ts";
import type { FetchHandler } from "../../scim/http.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";
import type { Profile } from "../../profile/profile.ts";

const TOKEN = "faulty-run-token";
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
}

/** Runs, and returns the whole outcome. Nothing has to settle there, and time leaps. */
export function runFaulty(options: FaultyRun): Promise<Run> {
  const { profile, seats, suites, beside, scenarios } = options;
  const run = createContext(options);
  const { transcript, clock, signal, secrets } = run;
  const session = createSession({
    baseUrl: "http://faulty.run.example/scim/v2",
    runId: RUN_ID,
    transport: createHandlerTransport(options.handler),
    credentials: { kind: "bearer", token: TOKEN },
    headers: {},
    timeoutMs: run.timeoutMs,
    rate: undefined,
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: transcript.nextSeq,
    clock,
    signal,
    onExchange: transcript.recorder(createRedactor({ secrets, secretHeaders: [], isPrivateTarget: true })),
  });
  return runTarget({
    run,
    stage: { session, profile, seats, hookValues: {} },
    suites,
    beside,
    scenarios,
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

/** The bearer token that the server must take. */
export const FAULTY_RUN_TOKEN: string = TOKEN;

function createContext({ provider, suites, beside }: FaultyRun): RunContext {
  const rules = [...suites, ...beside].flatMap((suite) => suite.trafficRules);
  const judge = createTrafficJudge(rules, { featuresOf: (exchange) => featuresOf(exchange, IDENTITY_PROVIDERS) });
  const watch = createFeatureWatch(provider);
  const secrets = new Secrets();
  secrets.add(TOKEN);
  return {
    tool: { name: "zi-scim-check", version: "0.0.0" },
    runId: RUN_ID,
    seed: 1,
    bundled: false,
    keep: false,
    idp: provider,
    providers: IDENTITY_PROVIDERS,
    watch,
    dialect: provider.dialects[0].id,
    concurrency: 8,
    rate: undefined,
    timeoutMs: 5000,
    settleMs: 0,
    maxFailures: undefined,
    clock: createLeapingClock(),
    signal: new AbortController().signal,
    onEvent: () => undefined,
    secrets,
    judge,
    transcript: createTranscript([judge.judge, watch.note], () => undefined),
    requirements: REQUIREMENTS,
    claimed: new Set(),
  };
}
