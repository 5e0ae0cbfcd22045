import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { SUITES } from "../../../suites/index.ts";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { createSession } from "../../engine/session/create-session.ts";
import { Secrets } from "../../exchange/masking/secrets.ts";
import { createHandlerTransport } from "../../engine/transport/handler-transport.ts";
import { featuresOf } from "../../engine/providers/breaks.ts";
import { createFeatureWatch } from "../../engine/providers/feature-watch.ts";
import type { Clock } from "../../exchange/clock.ts";
import { createTrafficJudge } from "../../exchange/traffic/traffic-judge.ts";
import { NO_JOURNAL } from "../../engine/ownership/journal.ts";
import { Ownership } from "../../engine/ownership/ownership.ts";
import { createRedactor } from "../../exchange/masking/redact.ts";
import type { RunContext } from "../../engine/run-context.ts";
import { runTarget } from "../../engine/target/run-target.ts";
import type { Run } from "../../engine/run.ts";
import { createTranscript } from "../../exchange/traffic/transcript.ts";
import { BUILT_IN_SCENARIOS } from "../../run/built-in-scenarios.ts";
import { createLeapingClock } from "../../run/clocks/leaping-clock.ts";
import { createPlay } from "../../run/play-scenario.ts";
import type { FetchHandler } from "../../scim/http.ts";
import { createScimServer } from "../../server/scim-server.ts";
import type { ScimServerOptions } from "../../server/scim-server.ts";

// What the test of tolerance works with. Nothing of it is part of the package.

/** What a variant may say of the reference server that it is built round. */
export type Differences = Partial<Pick<ScimServerOptions, "profile" | "ports" | "newId">>;

/** Builds a reference server in the generic profile. */
export type Build = (differences?: Differences) => FetchHandler;

/** A sound server that differs from the reference server; time is the run's. */
export type Variant = (build: Build, clock: Clock) => FetchHandler;

/** The bearer token that every variant takes. */
export const TOKEN: string = "tolerance-token";
const BASE_URL = "http://tolerance.example/scim/v2";
const GENERIC = await loadProfile("generic");
const SCENARIOS = await Promise.all(BUILT_IN_SCENARIOS.map(loadScenario));

/** Runs all suites, and the scenarios if wanted, against a variant in this process, as against a foreign target: it is given 2 s to settle. */
export async function runAgainst(
  variant: Variant,
  playsScenarios: boolean,
  clock: Clock = createLeapingClock(),
): Promise<Run> {
  const build: Build = (differences) =>
    createScimServer({ profile: GENERIC, token: TOKEN, adminSecret: "unused", clock: clock.now, ...differences }).fetch;
  const signal = new AbortController().signal;
  const secrets = new Secrets();
  secrets.add(TOKEN);
  const judge = createTrafficJudge(
    SUITES.flatMap((suite) => suite.trafficRules),
    { featuresOf: (exchange) => featuresOf(exchange, IDENTITY_PROVIDERS) },
  );
  const [idp] = IDENTITY_PROVIDERS;
  const watch = createFeatureWatch(idp);
  const transcript = createTranscript([judge.judge, watch.note], () => undefined);
  const session = createSession({
    baseUrl: BASE_URL,
    runId: "tolera",
    transport: createHandlerTransport(variant(build, clock)),
    credentials: { kind: "bearer", token: TOKEN },
    headers: {},
    timeoutMs: 5000,
    rate: undefined,
    settleMs: 2000,
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: transcript.nextSeq,
    clock,
    signal,
    onExchange: transcript.recorder(createRedactor({ secrets, secretHeaders: [], isPrivateTarget: true })),
  });
  const scenarios = playsScenarios ? SCENARIOS : [];
  const run: RunContext = {
    tool: { name: "zi-scim-check", version: "0.0.0" },
    runId: "tolera",
    seed: 1,
    bundled: false,
    keep: false,
    idp,
    providers: IDENTITY_PROVIDERS,
    watch,
    dialect: idp.dialects[0].id,
    concurrency: 8,
    rate: undefined,
    timeoutMs: 5000,
    settleMs: 2000,
    maxFailures: undefined,
    clock,
    signal,
    onEvent: () => undefined,
    secrets,
    judge,
    transcript,
    requirements: REQUIREMENTS,
    claimed: new Set(),
  };
  return runTarget({
    run,
    stage: { session, profile: GENERIC, seats: [], hookValues: {} },
    suites: SUITES,
    beside: [],
    scenarios,
    play: createPlay(run, { scenarios }),
  });
}
