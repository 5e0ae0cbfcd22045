import type { IdentityProvider } from "../../engine/identity-provider.ts";
import { decides } from "../../engine/providers/breaks.ts";
import { UnreachableTarget } from "../../engine/endurance/unreachable-target.ts";
import type { FeatureVerdict, Run } from "../../engine/run.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import type { Suite } from "../../kit/check.ts";
import { isWireDefect } from "../../kit/defect.ts";
import type { Defect } from "../../kit/defect.ts";
import type { Profile } from "../../profile/profile.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";
import { rulesBeside } from "../../run/suites/rules-beside.ts";
import { suitesFor } from "../../run/suites/all-suites.ts";
import type { FetchHandler } from "../../scim/http.ts";
import { createScimServer } from "../../server/scim-server.ts";
import { IN_PROCESS_TOKEN } from "../in-process-run.ts";
import { runFaulty } from "./faulty-run.ts";

/** A server on which a provider's table is proven. */
export interface ProvenServer {
  readonly profile: Profile;
  /** Undefined for the sound server. */
  readonly defect?: Defect | undefined;
  /** `nothing`: no feature may fail there; `something`: one must. Left out, only the two tables are compared. */
  readonly breaks?: "nothing" | "something" | undefined;
}

/** What a provider's table came to on one server. */
export interface ProviderProof {
  /** Name of the defect, or `sound`. */
  readonly server: string;
  readonly profile: string;
  /** What is wrong, one sentence each; empty when it is proven. */
  readonly problems: readonly string[];
  /** The features that fail there. */
  readonly failing: readonly string[];
  /** Checks and traffic rules that fail in the run of everything and break no feature. */
  readonly others: readonly string[];
}

type Table = Readonly<Record<string, FeatureVerdict>>;

/** Enough for all checks of a run, and few enough to use up. */
const SEATS: readonly SeatLimit[] = [
  { product: "Sales", total: 30, available: 30 },
  { product: "Marketing", total: 15, available: 15 },
];

/**
 * Proves on one server that the provider's table hangs on nothing but what decides it: a run of everything and a run of its deciding
 * suites and the scenarios say the same of each feature. On a server that breaks nothing for the provider no feature fails.
 */
export async function proveProvider(
  provider: IdentityProvider,
  server: ProvenServer,
  scenarios: readonly Scenario[],
): Promise<ProviderProof> {
  const all = suitesFor(provider);
  const deciding = all.filter(({ id }) => decides(provider, id));
  const whole = await runOn(server, { provider, scenarios, suites: all });
  const alone = await runOn(server, { provider, scenarios, suites: deciding });
  const [table, other] = [whole, alone].map((run) => tableOf(run, provider));
  const failing = Object.entries(table ?? {}).flatMap(([id, verdict]) => (verdict === "fails" ? [id] : []));
  return {
    server: server.defect?.name ?? "sound",
    profile: server.profile.id,
    failing,
    others: othersIn(whole, provider),
    problems: [
      ...differences(table ?? {}, other ?? {}).map((told) => `${told}${reasonsOf([whole, alone], provider)}`),
      ...(server.breaks === "nothing" && failing.length > 0
        ? [`${failing.join(", ")} must not fail there${reasonsOf([whole], provider)}`]
        : []),
      ...(server.breaks === "something" && failing.length === 0 ? ["one feature must fail there, and none does"] : []),
    ],
  };
}

function differences(whole: Table, alone: Table): readonly string[] {
  const ids = [...new Set([...Object.keys(whole), ...Object.keys(alone)])];
  return ids
    .filter((id) => whole[id] !== alone[id])
    .map(
      (id) => `${id}: ${whole[id] ?? "nothing"} in the run of everything, ${alone[id] ?? "nothing"} by what decides it`,
    );
}

/** The table of a run; none when the server could not be run against. */
function tableOf(run: Run | undefined, { id }: IdentityProvider): Table {
  return run?.summary.providers[id] ?? {};
}

function othersIn(run: Run | undefined, { id }: IdentityProvider): readonly string[] {
  const failed = (run?.findings ?? []).filter(({ verdict }) => verdict === "fail");
  return failed.filter(({ breaks }) => breaks[id] === undefined).map(({ check }) => check);
}

/** Which checks and scenarios made features fail, for whoever looks into it. */
function reasonsOf(runs: readonly (Run | undefined)[], { id }: IdentityProvider): string {
  const ids = runs.map((run) => [
    ...(run?.findings ?? []).filter(({ verdict, breaks }) => verdict === "fail" && breaks[id] !== undefined),
    ...(run?.scenarios ?? []).filter(({ verdict }) => verdict === "fail"),
  ]);
  return ` (${ids.map((failed) => failed.map((one) => ("check" in one ? one.check : one.id)).join(", ") || "nothing fails").join(" | ")})`;
}

interface Scope {
  readonly provider: IdentityProvider;
  readonly suites: readonly Suite[];
  readonly scenarios: readonly Scenario[];
}

/** One run on a fresh server; undefined when it is no target at all, in either run. */
async function runOn(server: ProvenServer, { provider, suites, scenarios }: Scope): Promise<Run | undefined> {
  const { profile } = server;
  const seats = profile.seats === undefined ? [] : SEATS;
  const selection = { suites: [], only: [], skip: [] };
  const beside = rulesBeside(provider, { known: suitesFor(provider), selection, selected: suites });
  const handler = startServer(server, seats);
  try {
    return await runFaulty({ provider, handler, profile, seats, suites, beside, scenarios });
  } catch (error) {
    if (error instanceof UnreachableTarget) return undefined;
    throw error;
  }
}

function startServer({ profile, defect }: ProvenServer, seats: readonly SeatLimit[]): FetchHandler {
  const server = createScimServer({
    profile,
    token: IN_PROCESS_TOKEN,
    adminSecret: "unused",
    products: seats.map(({ product, total }) => ({ name: product, total })),
    ...(defect !== undefined && !isWireDefect(defect) ? { ports: defect.port } : {}),
  });
  return defect !== undefined && isWireDefect(defect) ? defect.wrap(server.fetch) : server.fetch;
}
