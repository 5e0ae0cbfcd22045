import type { Finding, Run, ScenarioResult } from "../../engine/run.ts";

/** What a run on a sound server came to, as far as it is judged: plain data, so that a worker can hand it over. */
export interface Outcome {
  readonly findings: readonly JudgedFinding[];
  readonly scenarios: readonly JudgedScenario[];
  /** Features of the identity provider that fail. */
  readonly failing: readonly string[];
  /** What the run says that it could not remove. */
  readonly left: readonly string[];
  readonly durationMs: number;
}

/** What became of a check or traffic rule. */
export interface JudgedFinding extends Pick<Finding, "check" | "verdict" | "reason"> {
  /** It rests on a vendor's rule, not on an RFC. */
  readonly isVendors: boolean;
}

/** What became of a scenario. */
export interface JudgedScenario extends Pick<ScenarioResult, "id" | "verdict" | "reason"> {
  /** Features of the identity provider that it is about. */
  readonly features: readonly string[];
}

/** Picks from a run what is judged of it. */
export function toOutcome({ findings, scenarios, summary, run }: Run, durationMs: number): Outcome {
  return {
    findings: findings.map(({ check, verdict, reason, clause }) => {
      return { check, verdict, reason, isVendors: !clause.source.startsWith("RFC") };
    }),
    scenarios: scenarios.map(({ id, verdict, reason, steps, breaks }) => {
      const told = steps.find((step) => step.verdict === verdict && step.reason !== "");
      return {
        id,
        verdict,
        reason: told === undefined ? reason : `${told.step}: ${told.reason}`,
        features: Object.values(breaks).flat(),
      };
    }),
    failing: Object.values(summary.providers)
      .flatMap((features) => Object.entries(features))
      .filter(([, verdict]) => verdict === "fails")
      .map(([feature]) => feature),
    left: run.notes.filter((note) => note.includes("could not be removed")),
    durationMs,
  };
}
