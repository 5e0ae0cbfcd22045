import type { DeclaredRule } from "../kit/check.ts";
import type { Capabilities } from "../profile/capability/index.ts";
import type { Profile } from "../profile/profile.ts";
import { THE_PLAN, isCap } from "../profile/seat-cap.ts";
import type { SeatLimit } from "../profile/seat-limit.ts";
import type { ContextOptions } from "../engine/checks/context/create-check-context.ts";
import { readCapabilities } from "../engine/target/capabilities.ts";
import { createSession } from "../engine/session/create-session.ts";
import type { SessionControl } from "../engine/session/create-session.ts";
import { isWireDefect } from "../kit/defect.ts";
import type { Defect } from "../kit/defect.ts";
import { discover } from "../engine/target/discover.ts";
import type { Exchange, LiveExchange } from "../exchange/exchange.ts";
import type { TargetFacts } from "../profile/target-facts.ts";
import { createHandlerTransport } from "../engine/transport/handler-transport.ts";
import type { Transport } from "../engine/transport/transport.ts";
import { createRedactor } from "../exchange/masking/redact.ts";
import { Secrets } from "../exchange/masking/secrets.ts";
import { watchDefect } from "./evidence/watch-defect.ts";
import type { WatchedDefect } from "./evidence/watch-defect.ts";
import type { Traffic } from "./evidence/judge-evidence.ts";
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
/** That of a second tenant, who has a server of its own behind the same URL. */
const OTHER_TOKEN = "proving-ground-other-token";
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
  /** What went over the wire so far. */
  readonly traffic: Traffic;
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

const FEW_OF_THE_PLAN: readonly SeatLimit[] = [{ product: THE_PLAN, total: 6, available: 6 }];

/** A server that was started, and what is known of its defect. */
interface Started {
  readonly server: ScimServer;
  readonly transport: Transport;
  readonly watched: WatchedDefect | undefined;
}

/** What a server of a proof is like. */
export interface ServerPlan {
  readonly profile: Profile;
  readonly products: readonly Product[];
  readonly clock: Clock;
}

/** What clients reach of a fresh server with the defect. */
export function serveDefect(plan: ServerPlan, defect: Defect): FetchHandler {
  const server = startServer(plan, defect);
  return isWireDefect(defect) ? defect.wrap(server.fetch) : server.fetch;
}

/** A server with the fault built in, or none; `transport` leads to what clients reach. */
function startWatched(plan: ServerPlan, defect: Defect | undefined): Started {
  const server = startServer(plan, defect);
  const tenants = withOtherTenant(server.fetch, plan);
  const isOnWire = defect !== undefined && isWireDefect(defect);
  const watched = isOnWire ? watchDefect(defect.wrap, tenants) : undefined;
  return { server, transport: watched?.transport ?? createHandlerTransport(tenants), watched };
}

/** A second tenant's requests go to a server of its own, which is started with the first of them. */
function withOtherTenant(first: FetchHandler, plan: ServerPlan): FetchHandler {
  let second: FetchHandler | undefined;
  return (request) => {
    if (request.headers.get("authorization") !== `Bearer ${OTHER_TOKEN}`) return first(request);
    second ??= startServer(plan, undefined, OTHER_TOKEN).fetch;
    return second(request);
  };
}

function startServer(
  { profile, products, clock }: ServerPlan,
  defect: Defect | undefined,
  token = PROOF_TOKEN,
): ScimServer {
  return createScimServer({
    profile,
    token,
    adminSecret: HOOK_VALUES.adminSecret,
    products,
    clock: clock.now,
    ...(defect !== undefined && !isWireDefect(defect) ? { ports: defect.port } : {}),
  });
}

/** Builds a server and learns what it publishes. */
export async function openGround(options: GroundOptions): Promise<ProvingGround> {
  const { profile, defect } = options;
  const few = isCap(profile.seats) ? FEW_OF_THE_PLAN : FEW_SEATS;
  const seats = profile.seats === undefined ? [] : (options.seats ?? few);
  const clock = createLeapingClock();
  const { signal } = new AbortController();
  const products = seats.map(({ product, total }) => ({ name: product, total }));
  const { server, transport, watched } = startWatched({ profile, products, clock }, defect);
  const judge = createTrafficJudge(options.rules);
  const { traffic, record } = recordTraffic(watched);
  let seq = 0;
  const session = createSession({
    baseUrl: BASE_URL,
    runId: "proof0",
    transport,
    credentials: { kind: "bearer", token: PROOF_TOKEN },
    otherCredentials: { kind: "bearer", token: OTHER_TOKEN },
    headers: {},
    timeoutMs: 5000,
    rate: undefined,
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: () => (seq += 1),
    clock,
    signal,
    onExchange: (live) => {
      record(live);
      if (live.isInjected !== true) judge.judge(live);
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
    traffic,
    isFaulty: defect !== undefined,
  };
}

/** Keeps every exchange as a report of a foreign target would show it. */
function recordTraffic(watched: WatchedDefect | undefined): {
  readonly traffic: Traffic;
  readonly record: (live: LiveExchange) => void;
} {
  const secrets = new Secrets();
  secrets.add(PROOF_TOKEN, OTHER_TOKEN);
  const redact = createRedactor({ secrets, secretHeaders: [], isPrivateTarget: false });
  const kept = new Map<number, () => Exchange>();
  const touched = new Set<number>();
  return {
    record: (live) => {
      // Masked at once, as in a run; on a sound server nobody looks, so that it is done when somebody does.
      const exchange = watched === undefined ? undefined : redact(live);
      kept.set(live.seq, () => exchange ?? redact(live));
      if (watched?.hasTouched(live) === true) touched.add(live.seq);
    },
    traffic: {
      exchanges: () => [...kept.values()].map((shown) => shown()),
      exchangeOf: (seq) => kept.get(seq)?.(),
      hasTouched: watched === undefined ? undefined : (seq) => touched.has(seq),
    },
  };
}
