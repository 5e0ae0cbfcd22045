import type { DeclaredRule } from "../kit/check.ts";
import type { Capabilities } from "../profile/capability/index.ts";
import type { Profile } from "../profile/profile.ts";
import type { SeatLimit } from "../profile/seat-limit.ts";
import type { ContextOptions } from "../engine/checks/context/create-check-context.ts";
import { readCapabilities } from "../engine/target/capabilities.ts";
import { createSession } from "../engine/session/create-session.ts";
import type { SessionControl } from "../engine/session/create-session.ts";
import { isWireDefect } from "../kit/defect.ts";
import type { Defect } from "../kit/defect.ts";
import { discover } from "../engine/target/discover.ts";
import type { LiveExchange } from "../exchange/exchange.ts";
import type { TargetFacts } from "../profile/target-facts.ts";
import { createHandlerTransport } from "../engine/transport/handler-transport.ts";
import type { Clock } from "../exchange/clock.ts";
import { createTrafficJudge } from "../exchange/traffic/traffic-judge.ts";
import type { TrafficJudge } from "../exchange/traffic/traffic-judge.ts";
import { NO_JOURNAL } from "../engine/ownership/journal.ts";
import { Ownership } from "../engine/ownership/ownership.ts";
import { createLeapingClock } from "../run/clocks/leaping-clock.ts";
import type { FetchHandler } from "../scim/http.ts";
import { createScimServer } from "../server/scim-server.ts";
import type { ScimServer } from "../server/scim-server.ts";
import type { Product } from "../profile/seat-rules.ts";

/** The bearer token that every server of a proof takes. */
export const PROOF_TOKEN = "proving-ground-token";
const HOOK_VALUES = { adminUrl: "http://proving.ground.example/admin", adminSecret: "proving-ground-admin" };
const BASE_URL = "http://proving.ground.example/scim/v2";

/** A fresh reference server in this process, with or without a fault, and a session to it. */
export interface ProvingGround {
  readonly session: SessionControl;
  readonly profile: Profile;
  readonly target: TargetFacts;
  readonly capabilities: Capabilities;
  readonly seats: readonly SeatLimit[];
  /** The sound server behind any defect, as its own console reaches it. */
  readonly console: FetchHandler;
  readonly hookValues: { readonly adminUrl: string; readonly adminSecret: string };
  readonly judge: TrafficJudge<DeclaredRule>;
  readonly clock: Clock;
  /** What a check there works with: nothing has to settle. */
  readonly run: ContextOptions["run"];
  /** True when a defect is built in. */
  readonly isFaulty: boolean;
  /** Every exchange so far. */
  readonly exchanges: readonly LiveExchange[];
}

/** What to build. */
export interface GroundOptions {
  readonly profile: Profile;
  readonly defect?: Defect;
  /** Traffic rules that judge what goes over the wire. */
  readonly rules: readonly DeclaredRule[];
  /** Seats of a profile that has products; few when left out, so that using them up is cheap. */
  readonly seats?: readonly SeatLimit[];
}

const FEW_SEATS: readonly SeatLimit[] = [
  { product: "Sales", total: 6, available: 6 },
  { product: "Marketing", total: 3, available: 3 },
];

/** What a server of a proof is like. */
export interface ServerPlan {
  readonly profile: Profile;
  readonly products: readonly Product[];
  readonly clock: Clock;
}

/** A server with the fault built in, or none; `handler` is what clients reach. */
export function startFaulty(
  { profile, products, clock }: ServerPlan,
  defect: Defect | undefined,
): { readonly server: ScimServer; readonly handler: FetchHandler } {
  const server = createScimServer({
    profile,
    token: PROOF_TOKEN,
    adminSecret: HOOK_VALUES.adminSecret,
    products,
    clock: clock.now,
    ...(defect !== undefined && !isWireDefect(defect) ? { ports: defect.port } : {}),
  });
  const handler = defect !== undefined && isWireDefect(defect) ? defect.wrap(server.fetch) : server.fetch;
  return { server, handler };
}

/** Builds a server and learns what it publishes. */
export async function openGround(options: GroundOptions): Promise<ProvingGround> {
  const { profile, defect } = options;
  const seats = profile.seats === undefined ? [] : (options.seats ?? FEW_SEATS);
  const clock = createLeapingClock();
  const { signal } = new AbortController();
  const products = seats.map(({ product, total }) => ({ name: product, total }));
  const { server, handler } = startFaulty({ profile, products, clock }, defect);
  const judge = createTrafficJudge(options.rules);
  const exchanges: LiveExchange[] = [];
  let seq = 0;
  const session = createSession({
    baseUrl: BASE_URL,
    runId: "proof0",
    transport: createHandlerTransport(handler),
    credentials: { kind: "bearer", token: PROOF_TOKEN },
    headers: {},
    timeoutMs: 5000,
    rate: undefined,
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: () => (seq += 1),
    clock,
    signal,
    onExchange: (live) => {
      exchanges.push(live);
      judge.judge(live);
    },
  });
  const target = await discover(session);
  session.setTarget(target);
  const capabilities = readCapabilities({ profile, target, hasSeatLimits: seats.length > 0 });
  return {
    session,
    profile,
    target,
    capabilities,
    seats,
    console: server.fetch,
    hookValues: HOOK_VALUES,
    judge,
    clock,
    run: { seed: 1, settleMs: 0, concurrency: 8, clock, signal },
    exchanges,
    isFaulty: defect !== undefined,
  };
}
