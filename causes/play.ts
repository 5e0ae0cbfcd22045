import { IDENTITY_PROVIDERS } from "../emulator/index.ts";
import { combinePorts, wrapHandler } from "../src/cli/commands/defects.ts";
import { loadKnownFaults } from "../src/documents/known-faults.ts";
import { loadProfile } from "../src/documents/load-profile.ts";
import type { Run } from "../src/engine/run.ts";
import type { FetchHandler } from "../src/scim/http.ts";
import type { Suite } from "../src/kit/check.ts";
import type { Defect } from "../src/kit/defect.ts";
import { suitesFor } from "../src/run/suites/all-suites.ts";
import { createScimServer } from "../src/server/scim-server.ts";
import { IN_PROCESS_TOKEN } from "../src/self-check/in-process-run.ts";
import { runFaulty } from "../src/self-check/providers/faulty-run.ts";

const [OKTA] = IDENTITY_PROVIDERS;
const SUITES = suitesFor(OKTA);
/** What is the same in all runs. */
const OF_OKTA = { provider: OKTA, beside: [], scenarios: [], knownFaults: loadKnownFaults() };
/** Suites whose checks need products: their defects show in a profile that has them. */
const OF_PRODUCTS: readonly string[] = ["seats", "zoominfo"];
/** Enough for all checks of a run, and few enough to use up. */
const SEATS = [
  { product: "Sales", total: 30, available: 30 },
  { product: "Marketing", total: 15, available: 15 },
];

/** Runs all checks against a server with the defects, one around the other; the first stands nearest to the server. */
export function playServer(defects: readonly Defect[], profile: string = profileFor(defects)): Promise<Run> {
  return play(defects, { profile, suites: SUITES });
}

/** Runs the named checks alone, or everything where a traffic rule is among them: it needs the traffic of all. */
export function playChecks(defect: Defect, ids: readonly string[], profile: string): Promise<Run> {
  const isRule = SUITES.some(({ trafficRules }) => trafficRules.some(({ id }) => ids.includes(id)));
  const wanted = SUITES.map((suite) => ({
    ...suite,
    checks: suite.checks.filter(({ id }) => ids.includes(id)),
    trafficRules: [],
  }));
  return play([defect], { profile, suites: isRule ? SUITES : wanted });
}

/** The profile in which all of the defects show. */
export function profileFor(defects: readonly Defect[]): string {
  const names = new Set(defects.map(({ name }) => name));
  const ofProducts = SUITES.filter(({ id }) => OF_PRODUCTS.includes(id)).flatMap(({ checks }) => checks);
  return ofProducts.some((check) => check.defects.some(({ name }) => names.has(name))) ? "zoominfo" : "generic";
}

/** Runs all checks against a server of somebody else's, as a generic one. */
export async function playHandler(handler: FetchHandler): Promise<Run> {
  const profile = await loadProfile("generic");
  return runFaulty({ ...OF_OKTA, handler, profile, seats: [], suites: SUITES });
}

interface Place {
  readonly profile: string;
  readonly suites: readonly Suite[];
}

async function play(defects: readonly Defect[], { profile: name, suites }: Place): Promise<Run> {
  const profile = await loadProfile(name);
  const seats = profile.seats === undefined ? [] : SEATS;
  const server = createScimServer({
    profile,
    token: IN_PROCESS_TOKEN,
    adminSecret: "unused",
    products: seats.map(({ product, total }) => ({ name: product, total })),
    ports: combinePorts(defects),
  });
  const handler = wrapHandler(server.fetch, defects);
  return runFaulty({ ...OF_OKTA, handler, profile, seats, suites });
}
