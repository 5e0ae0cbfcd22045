import { UnreachableTarget } from "../../engine/endurance/unreachable-target.ts";
import type { IdentityProvider } from "../../engine/identity-provider.ts";
import type { Run } from "../../engine/run.ts";
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

/** Enough for all checks of a run, and few enough to use up. */
const SEATS: readonly SeatLimit[] = [
  { product: "Sales", total: 30, available: 30 },
  { product: "Marketing", total: 15, available: 15 },
];

/** What is run on a server. */
export interface Scope {
  readonly provider: IdentityProvider;
  readonly suites: readonly Suite[];
  readonly scenarios: readonly Scenario[];
  /** Traffic rules of other suites; those that are beside the suites when left out. */
  readonly beside?: readonly Suite[];
  readonly isQuick?: boolean;
  /** Where the profile has products; enough for all checks of a run when left out. */
  readonly seats?: readonly SeatLimit[];
}

/** One run on a fresh server; undefined when it is no target at all, in either run. */
export async function runOn(server: ProvenServer, scope: Scope): Promise<Run | undefined> {
  const { profile } = server;
  const { provider, suites } = scope;
  const seats = profile.seats === undefined ? [] : (scope.seats ?? SEATS);
  const selection = { suites: [], only: [], skip: [] };
  const { beside = rulesBeside(provider, { known: suitesFor(provider), selection, selected: suites }) } = scope;
  const handler = startServer(server, seats);
  try {
    return await runFaulty({ ...scope, handler, profile, seats, beside });
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
