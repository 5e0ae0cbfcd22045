import { featuresOf } from "../../engine/providers/breaks.ts";
import { createFeatureWatch } from "../../engine/providers/feature-watch.ts";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { NO_JOURNAL } from "../../engine/ownership/journal.ts";
import { Ownership } from "../../engine/ownership/ownership.ts";
import type { RunContext } from "../../engine/run-context.ts";
import type { Run } from "../../engine/run.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import { createSession } from "../../engine/session/create-session.ts";
import type { SessionControl } from "../../engine/session/create-session.ts";
import { runTarget } from "../../engine/target/run-target.ts";
import { createHandlerTransport } from "../../engine/transport/handler-transport.ts";
import type { Clock } from "../../exchange/clock.ts";
import { createRedactor } from "../../exchange/masking/redact.ts";
import { Secrets } from "../../exchange/masking/secrets.ts";
import { createTrafficJudge } from "../../exchange/traffic/traffic-judge.ts";
import { createTranscript } from "../../exchange/traffic/transcript.ts";
import type { Suite } from "../../kit/check.ts";
import type { Serve, StartServer } from "../../kit/variant.ts";
import type { Profile } from "../../profile/profile.ts";
import { BUILT_IN_SCENARIOS } from "../../run/built-in-scenarios.ts";
import { createPlay } from "../../run/play-scenario.ts";
import type { FetchHandler } from "../../scim/http.ts";
import { createScimServer } from "../../server/scim-server.ts";

/** The bearer token that every server takes. */
export const TOKEN: string = "sound-server-token";
const BASE_URL = "http://sound.example/scim/v2";
const RUN_ID = "sound0";

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
}

/** Runs suites and scenarios against a server in this process, as against a foreign target: it is given 2 s to settle. */
export async function runWhole(serve: Serve, whole: WholeRun): Promise<Run> {
  const { generic, suites, scenarios, clock } = whole;
  const start: StartServer = ({ profile, ...differences } = {}) =>
    createScimServer({
      profile: profile?.(generic) ?? generic,
      token: TOKEN,
      adminSecret: "unused",
      clock: clock.now,
      ...differences,
    }).fetch;
  const run = createContext(whole);
  const session = openSession(run, { handler: serve(start, clock), isVerdictOnly: whole.isVerdictOnly === true });
  return runTarget({
    run,
    stage: { session, profile: generic, seats: [], hookValues: {} },
    suites,
    beside: [],
    scenarios,
    play: createPlay(run, { scenarios }),
  });
}

function createContext({ suites, clock }: WholeRun): RunContext {
  const secrets = new Secrets();
  secrets.add(TOKEN);
  const rules = suites.flatMap((suite) => suite.trafficRules);
  const judge = createTrafficJudge(rules, { featuresOf: (exchange) => featuresOf(exchange, IDENTITY_PROVIDERS) });
  const [idp] = IDENTITY_PROVIDERS;
  const watch = createFeatureWatch(idp);
  return {
    tool: { name: "zi-scim-check", version: "0.0.0" },
    runId: RUN_ID,
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
    signal: new AbortController().signal,
    onEvent: () => undefined,
    secrets,
    judge,
    transcript: createTranscript([judge.judge, watch.note], () => undefined),
    requirements: REQUIREMENTS,
    claimed: new Set(),
  };
}

interface Target {
  readonly handler: FetchHandler;
  readonly isVerdictOnly: boolean;
}

function openSession(run: RunContext, { handler, isVerdictOnly }: Target): SessionControl {
  const { transcript, secrets, judge, watch } = run;
  const record = transcript.recorder(createRedactor({ secrets, secretHeaders: [], isPrivateTarget: true }));
  return createSession({
    ...run,
    baseUrl: BASE_URL,
    transport: createHandlerTransport(handler),
    credentials: { kind: "bearer", token: TOKEN },
    headers: {},
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: transcript.nextSeq,
    onExchange: isVerdictOnly
      ? (exchange) => {
          judge.judge(exchange);
          watch.note(exchange);
        }
      : record,
  });
}
