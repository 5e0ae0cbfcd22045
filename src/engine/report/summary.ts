import type { Requirements } from "../../../suites/requirements/requirement.ts";
import { isCounted } from "./requirement-results.ts";
import { NO_RESIDUE } from "../clean-up/residue.ts";
import { judgeFeatures } from "./features/judge-features.ts";
import type { FeatureInput } from "./features/judge-features.ts";
import type { Finding, Residue, SubmissionResult, Summary } from "../run.ts";

/** What a summary is made of. */
export interface SummaryInput extends FeatureInput {
  readonly requirements: Requirements;
  /** Requirement ids that some check of the tool rests on, whether it ran or not. */
  readonly claimed: ReadonlySet<string>;
  /** What the run has left on its target; nothing when left out. */
  readonly residue?: Residue;
  /** Ids of all checks of the provider's submission test; none where it has none. */
  readonly submission?: readonly string[];
}

/** Counts everything and says what works in the run's identity provider. */
export function summarize(input: SummaryInput): Summary {
  const { scenarios } = input;
  const findings = input.findings.filter(({ submission }) => submission !== true);
  const submission = countSubmission(input);
  return {
    checks: {
      total: findings.length,
      pass: count(findings, "pass"),
      fail: count(findings, "fail"),
      warn: count(findings, "warn"),
      skip: count(findings, "skip"),
      error: count(findings, "error"),
    },
    scenarios: {
      total: scenarios.length,
      pass: count(scenarios, "pass"),
      fail: count(scenarios, "fail"),
      skip: count(scenarios, "skip"),
      error: count(scenarios, "error"),
    },
    requirements: countRequirements(input),
    ...judgeFeatures(input),
    residue: input.residue ?? NO_RESIDUE,
    ...(submission === undefined ? {} : { submission }),
  };
}

/** A step that is optional fails nothing; one that was not judged leaves the whole open. */
function countSubmission({ findings, submission = [] }: SummaryInput): SubmissionResult | undefined {
  const steps = findings.filter(({ check }) => submission.includes(check));
  if (steps.length === 0) return undefined;
  const failed = count(steps, "fail");
  const isOpen = steps.length < submission.length || steps.some((step) => isUnjudged(step));
  const verdict = failed > 0 ? "fails" : isOpen ? "not tested" : "passes";
  return { verdict, steps: submission.length, passed: count(steps, "pass"), failed };
}

function isUnjudged({ verdict, severity }: Finding): boolean {
  return severity === "must" && (verdict === "skip" || verdict === "error");
}

function count(results: readonly Pick<Finding, "verdict">[], verdict: Finding["verdict"]): number {
  return results.filter((result) => result.verdict === verdict).length;
}

function countRequirements({ findings, requirements, claimed }: SummaryInput): Summary["requirements"] {
  const observable = [...requirements.values()].filter(isCounted).map(({ id }) => id);
  const exercised = new Set(findings.flatMap(({ judged }) => judged));
  const vendor = [...claimed].filter((id) => !requirements.has(id));
  return {
    observable: observable.length,
    covered: observable.filter((id) => claimed.has(id)).length,
    exercised: observable.filter((id) => exercised.has(id)).length,
    vendor: { total: vendor.length, exercised: vendor.filter((id) => exercised.has(id)).length },
  };
}
