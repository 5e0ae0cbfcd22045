import { decides } from "../../engine/providers/breaks.ts";
import type { IdentityProvider } from "../../engine/identity-provider.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import { suitesFor } from "../../run/suites/all-suites.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";
import { quickSuites } from "../../run/suites/quick-suites.ts";
import { runOn } from "./run-on.ts";
import type { ProvenServer } from "./run-on.ts";
import { differences, tableOf } from "./tables.ts";

/** What a quick run and a whole one say of one server. */
export interface QuickComparison {
  /** Name of the defect, or `sound`. */
  readonly server: string;
  readonly profile: string;
  /** Where the two tables differ, one sentence a feature. */
  readonly differs: readonly string[];
  /** Requests of the quick run. */
  readonly requests: number;
}

/** One seat is free that a quick run can fill; of the other product there are enough for all checks of a run. */
export const ONE_FREE: readonly SeatLimit[] = [
  { product: "Sales", total: 30, available: 30 },
  { product: "Marketing", total: 1, available: 1 },
];

/** Compares the provider's table of a quick run with that of the checks and scenarios which decide it. */
export async function compareQuick(
  provider: IdentityProvider,
  server: ProvenServer,
  scenarios: readonly Scenario[],
): Promise<QuickComparison> {
  const known = suitesFor(provider);
  const seats = ONE_FREE;
  const deciding = known.filter(({ id }) => decides(provider, id));
  const whole = await runOn(server, { provider, scenarios, suites: deciding, seats });
  const quick = await runOn(server, {
    provider,
    scenarios: [],
    ...quickSuites(provider, known, {}),
    isQuick: true,
    seats,
  });
  return {
    server: server.defect?.name ?? "sound",
    profile: server.profile.id,
    differs: differences(tableOf(whole, provider), tableOf(quick, provider), ["in the whole run", "in the quick one"]),
    requests: quick?.exchanges.length ?? 0,
  };
}
