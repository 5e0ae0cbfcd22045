import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import { THE_PLAN, isCap } from "../../profile/seat-cap.ts";
import type { Profile } from "../../profile/profile.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";

/** Seats of the bundled server that a scenario plays on: what the user states beats the scenario, which beats the profile. */
export function scenarioSeats(
  scenario: Scenario,
  profile: Profile,
  stated: readonly SeatLimit[],
): readonly SeatLimit[] {
  if (profile.seats === undefined) return [];
  const own = profile.seats.products.map(({ name, total }) => [name, total] as const);
  const isOfProfile = (product: string): boolean => (product === THE_PLAN) === isCap(profile.seats);
  const wanted = Object.entries(scenario.seats).filter(([product]) => isOfProfile(product));
  const limits = new Map([...own, ...wanted].map(([product, total]) => [product, limit(product, total)]));
  for (const one of stated) if (isOfProfile(one.product)) limits.set(one.product, one);
  return [...limits.values()];
}

function limit(product: string, total: number): SeatLimit {
  return { product, total, available: total };
}
