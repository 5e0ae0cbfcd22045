import type { Suite } from "../engine/check.ts";
import type { Profile } from "../profile/profile.ts";
import { proveCheck, proveInvariant } from "./prove-check.ts";
import type { Proof } from "./prove-check.ts";

/** What is to be proven. */
export interface SelfCheckOptions {
  readonly suites: readonly Suite[];
  /** Profiles of the reference server in which the proofs are made. */
  readonly profiles: readonly Profile[];
  /** True for the ids to be proven; all when left out. */
  readonly isSelected?: (id: string) => boolean;
  /** Told of each proof as it is made. */
  readonly onProof?: (proof: Proof) => void;
}

/** True when the sound server passes and every defect is noticed. */
export function isProven(proof: Proof): boolean {
  return proof.alarms.length === 0 && proof.defects.every((defect) => defect.noticed);
}

/** Proves the checks and invariants of the suites, one after the other, in process. */
export async function proveSuites(options: SelfCheckOptions): Promise<readonly Proof[]> {
  const { suites, profiles } = options;
  const isSelected = options.isSelected ?? (() => true);
  const proofs: Proof[] = [];
  const add = (proof: Proof): void => {
    proofs.push(proof);
    options.onProof?.(proof);
  };
  for (const suite of suites) {
    for (const check of suite.checks) {
      if (isSelected(check.id)) add(await proveCheck(check, suite, { profiles, suites }));
    }
    for (const invariant of suite.invariants) {
      if (isSelected(invariant.id)) add(await proveInvariant(invariant, suite, { profiles, suites }));
    }
  }
  return proofs;
}
