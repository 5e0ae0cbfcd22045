import { loadProfile } from "../documents/load-profile.ts";
import { builtInNames } from "../documents/read-document.ts";
import { UsageError } from "../documents/usage-error.ts";
import type { Suite } from "../kit/check.ts";
import type { Profile } from "../profile/profile.ts";
import { knownSuites } from "../run/suites/known-suites.ts";
import { selectSuites } from "../run/select.ts";
import type { Proof } from "./proof.ts";
import { proveSuites } from "./self-check.ts";

/** How suites are proven. Everything may be left out. */
export interface ProveSuitesOptions {
  /**
   * In which the reference server is started for the proofs, one after the other: names of built-in profiles, paths of profile
   * files, or profiles. Default: every built-in one.
   */
  readonly profiles?: readonly (Profile | string)[];
  /** Patterns of check ids, `*` for any characters. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Told of each proof as it is made. */
  readonly onProof?: (proof: Proof) => void;
}

/**
 * Proves the checks and traffic rules of suites of your own, or of built-in ones by their ids, in this process: on the sound
 * reference server each must pass in at least one profile and fail in none, and on a server with each of its defects it must
 * fail by a `Violation`. Gives one proof for each; `isProven` tells whether it came out. Rejects with `UsageError` when a suite
 * cannot be used, or when there is nothing to prove.
 */
export async function proveOwnSuites(
  suites: readonly (string | Suite)[],
  options: ProveSuitesOptions = {},
): Promise<readonly Proof[]> {
  if (suites.length === 0) throw nothing("no suite is given");
  const { known, wanted } = knownSuites(suites);
  const selection = { suites: wanted, only: options.only ?? [], skip: options.skip ?? [] };
  const selected = selectSuites(known, selection);
  if (selected.length === 0) throw nothing("no check is selected");
  const profiles = await resolveProfiles(options.profiles);
  const { onProof } = options;
  return proveSuites({ suites: selected, known, profiles, ...(onProof === undefined ? {} : { onProof }) });
}

async function resolveProfiles(wanted: ProveSuitesOptions["profiles"]): Promise<readonly Profile[]> {
  const profiles = wanted ?? (await builtInNames("profile"));
  if (profiles.length === 0) throw nothing("no profile is given");
  return Promise.all(profiles.map(async (one) => (typeof one === "string" ? loadProfile(one) : one)));
}

function nothing(why: string): UsageError {
  return new UsageError(`There is nothing to prove: ${why}.`, "Hand over a suite that has checks.");
}
