import type { FeatureVerdict } from "../../run.ts";

/** All that decides whether a feature of an identity provider works with a target. */
export interface FeatureEvidence {
  /**
   * How many of these failed: must-checks about it in the suites that decide the provider's features, scenarios about it, and must
   * traffic rules that an exchange about it broke which the provider's client had sent. Warnings are none of them.
   */
  readonly failed: number;
  /** How many checks and scenarios about it passed. */
  readonly passed: number;
  /** How many checks about it could not get what they need first, as the target refused it. */
  readonly refused: number;
  /** Its first request, sent by the provider's client, has succeeded at least once. */
  readonly hasBegun: boolean;
  /** False for a run that was interrupted, stopped or lost its target: what has not failed may still. */
  readonly isWhole: boolean;
}

/** Why nothing is said about a feature. */
export type Untested = "cut short" | "not judged" | "mostly refused" | "not begun";

/**
 * The verdict about one feature. It fails when anything about it failed, in a run of any kind. It works when something about it
 * passed, nothing failed, and its first request succeeded, in a run that came to its end. Else it is not tested.
 */
export function judgeFeature(evidence: FeatureEvidence): FeatureVerdict {
  if (evidence.failed > 0) return "fails";
  return whyUntested(evidence) === undefined ? "works" : "not tested";
}

/** Why a feature that does not fail is not said to work; undefined when it works. */
export function whyUntested({ passed, refused, hasBegun, isWhole }: FeatureEvidence): Untested | undefined {
  if (passed === 0) return "not judged";
  if (!isWhole) return "cut short";
  if (refused > passed) return "mostly refused";
  return hasBegun ? undefined : "not begun";
}
