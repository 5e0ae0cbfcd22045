import { IDENTITY_PROVIDERS } from "../../emulator/index.ts";
import { REQUIREMENTS } from "../../suites/requirements/index.ts";
import type { IdentityProvider } from "../engine/identity-provider.ts";
import { NO_JOURNAL } from "../engine/ownership/journal.ts";
import { Ownership } from "../engine/ownership/ownership.ts";
import { featuresOf } from "../engine/providers/breaks.ts";
import { createFeatureWatch } from "../engine/providers/feature-watch.ts";
import type { RunContext } from "../engine/run-context.ts";
import type { KnownFault } from "../engine/report/causes/known/known-fault.ts";
import { createSession } from "../engine/session/create-session.ts";
import type { SessionControl } from "../engine/session/create-session.ts";
import { createHandlerTransport } from "../engine/transport/handler-transport.ts";
import { userAgent } from "../run/transport/user-agent.ts";
import type { Clock } from "../exchange/clock.ts";
import { createRedactor } from "../exchange/masking/redact.ts";
import { Secrets } from "../exchange/masking/secrets.ts";
import { createTrafficJudge } from "../exchange/traffic/traffic-judge.ts";
import { createTranscript } from "../exchange/traffic/transcript.ts";
import type { DeclaredRule } from "../kit/check.ts";
import type { FetchHandler } from "../scim/http.ts";

/** The bearer token that every server of such a run takes. */
export const IN_PROCESS_TOKEN = "in-process-token";
const BASE_URL = "http://in-process.example/scim/v2";

/** In what runs against servers in this process differ. */
export interface InProcessRun {
  readonly idp: IdentityProvider;
  readonly rules: readonly DeclaredRule[];
  readonly runId: string;
  readonly clock: Clock;
  readonly settleMs: number;
  /** None unless the causes in its report are looked at. */
  readonly knownFaults?: readonly KnownFault[];
}

/** What everything in a run against a server in this process works with: as against a foreign target. */
export function createInProcessRun(options: InProcessRun): RunContext {
  const { idp, rules, runId, clock, settleMs, knownFaults = [] } = options;
  const judge = createTrafficJudge(rules, { featuresOf: (exchange) => featuresOf(exchange, IDENTITY_PROVIDERS) });
  const watch = createFeatureWatch(idp);
  const secrets = new Secrets();
  secrets.add(IN_PROCESS_TOKEN);
  return {
    tool: { name: "zi-scim-check", version: "0.0.0" },
    runId,
    seed: 1,
    bundled: false,
    selective: false,
    keep: false,
    idp,
    providers: IDENTITY_PROVIDERS,
    watch,
    dialect: idp.dialects[0].id,
    concurrency: 8,
    rate: undefined,
    timeoutMs: 5000,
    settleMs,
    maxFailures: undefined,
    clock,
    signal: new AbortController().signal,
    onEvent: () => undefined,
    secrets,
    judge,
    transcript: createTranscript([judge.judge, watch.note], () => undefined),
    requirements: REQUIREMENTS,
    claimed: new Set(),
    knownFaults,
  };
}

/** What such a run is made against. */
export interface InProcessTarget {
  readonly handler: FetchHandler;
  /** The exchanges are only judged, not kept: masking them takes a tenth of the time. */
  readonly isVerdictOnly?: boolean;
}

/** Opens the session of such a run. */
export function openInProcessSession(run: RunContext, target: InProcessTarget): SessionControl {
  const { transcript, secrets, judge, watch } = run;
  const record = transcript.recorder(createRedactor({ secrets, secretHeaders: [], isPrivateTarget: true }));
  return createSession({
    ...run,
    baseUrl: BASE_URL,
    transport: createHandlerTransport(target.handler),
    credentials: { kind: "bearer", token: IN_PROCESS_TOKEN },
    headers: {},
    userAgent: userAgent(),
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: transcript.nextSeq,
    onExchange:
      target.isVerdictOnly === true
        ? (exchange) => {
            judge.judge(exchange);
            watch.note(exchange);
          }
        : record,
  });
}
