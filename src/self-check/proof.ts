/** What the proof of one declaration came to. */
export interface Proof {
  readonly id: string;
  readonly suite: string;
  readonly kind: "check" | "traffic rule" | "scenario";
  /** Profiles in which it passes on the sound server. */
  readonly passesIn: readonly string[];
  /** Why it is not proven, its defects apart: what is wrong on the sound server, and what it shares with others. */
  readonly alarms: readonly string[];
  /** Its own defects, then those of other checks that it notices too (`also`). */
  readonly defects: readonly DefectProof[];
}

/** Whether one defect was noticed. */
export interface DefectProof {
  readonly defect: string;
  readonly breaks: string;
  readonly noticed: boolean;
  /** The violation, or what came instead of one. */
  readonly reason: string;
  /** What is wrong with the evidence of the violation, each one sentence. */
  readonly evidence: readonly string[];
}

/** True when the sound server passes, and every defect is noticed with evidence that shows it. */
export function isProven(proof: Proof): boolean {
  return proof.alarms.length === 0 && proof.defects.every(({ noticed, evidence }) => noticed && evidence.length === 0);
}
