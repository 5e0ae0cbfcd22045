import { UsageError } from "../../documents/usage-error.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import type { Profile } from "../../profile/profile.ts";
import type { RunChecksOptions } from "../options.ts";

/**
 * Throws `UsageError` for a scenario that names what the profile of the target does not have. Without a target each is played in its
 * own profile, against which it was held when it was loaded.
 */
export function rejectStrangeTo(
  profile: Profile,
  scenarios: readonly Scenario[],
  { url, seats = [] }: Pick<RunChecksOptions, "url" | "seats">,
): void {
  if (url === undefined) return;
  const products = seats.map(({ product }) => product);
  const problems = scenarios.flatMap(({ origin }) => origin?.problemsIn(profile, products) ?? []);
  if (problems.length === 0) return;
  throw new UsageError(
    problems.join("\n"),
    `The target is held to the profile ${profile.id}: name another one with --profile, or change the scenario.`,
  );
}
