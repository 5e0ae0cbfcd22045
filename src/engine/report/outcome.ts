import type { FeatureVerdict, Finding, Run } from "../run.ts";

/**
 * What makes the exit code 1: failures (`must`), warnings too (`should`), the provider's submission test too (`submission`), nothing
 * (`never`), or what makes a feature of the run's identity provider fail, and its scenarios (the provider's id).
 */
export type FailOn = string;

/** The ones that are no identity provider. */
export const FAIL_ON_LEVELS = ["must", "should", "submission", "never"] as const;

/**
 * What a run says about its target. `lost` claims nothing about the whole: the target no longer answered, or no longer took the
 * credentials. `undecided` claims nothing: nothing was judged, or the tool itself erred. Where several apply the first of
 * interrupted, lost, undecided, fails, conforms wins.
 */
export type Outcome = "conforms" | "fails" | "undecided" | "lost" | "interrupted";

/**
 * Decides what a run says, as its last line and its exit code must agree on. `never` changes the exit code of a run that
 * fails, not what it says.
 */
export function outcomeOf(run: Run, failOn: FailOn): Outcome {
  const { checks, scenarios } = run.summary;
  if (run.run.interrupted) return "interrupted";
  if (run.run.lost !== null) return "lost";
  if (checks.error + scenarios.error > 0 || run.findings.some(isErrorOfSubmission)) return "undecided";
  if (isSilent(run)) return "undecided";
  const features = run.summary.providers[failOn];
  if (features !== undefined) return outcomeOfProvider(Object.values(features), run);
  if (checks.fail + scenarios.fail + (failOn === "should" ? checks.warn : 0) > 0) return "fails";
  if (failOn === "submission") return outcomeOfSubmission(run);
  return isHollow(run) ? "undecided" : "conforms";
}

/** Nothing was judged; where no check was asked for, no scenario was played, and nothing was seen to be wrong all the same. */
function isSilent({ run, summary: { checks, scenarios } }: Run): boolean {
  const kept = run.playsOnly === true ? 0 : checks.pass;
  return kept + checks.fail + checks.warn + scenarios.pass + scenarios.fail === 0;
}

/** Nothing else has failed. */
function outcomeOfSubmission(run: Run): Outcome {
  const { verdict = "not tested" } = run.summary.submission ?? {};
  if (verdict === "not tested") return "undecided";
  return verdict === "fails" ? "fails" : "conforms";
}

function isErrorOfSubmission({ verdict, submission }: Finding): boolean {
  return verdict === "error" && submission === true;
}

/** Where only the provider counts: no verdict when none of its features was judged. */
function outcomeOfProvider(features: readonly FeatureVerdict[], { summary }: Run): Outcome {
  if (summary.scenarios.fail > 0 || features.includes("fails")) return "fails";
  return summary.scenarios.pass > 0 || features.includes("works") ? "conforms" : "undecided";
}

/** Why a run claims nothing in which the tool did not err, to complete "nothing is claimed, as". */
export function whyUndecided({ run, summary }: Run, failOn: FailOn): string {
  const { checks, scenarios, providers, submission } = summary;
  if (failOn === "submission" && (submission === undefined || submission.verdict === "not tested"))
    return "not every step of the submission test was judged";
  if (providers[failOn] !== undefined) return `nothing about ${run.provider.title} was judged`;
  if (run.playsOnly === true) return "no scenario was played";
  const judged = checks.pass + checks.warn + checks.fail + scenarios.pass + scenarios.fail;
  return judged > 0 ? "most checks could not be set up" : "nothing was judged";
}

/** More checks could not get what they need from the target than judged anything: a pass would say nothing. */
function isHollow({ findings, summary }: Run): boolean {
  const { pass, warn } = summary.checks;
  return findings.filter((finding) => finding.setUpFailed && finding.submission !== true).length > pass + warn;
}

/** True for a finding that is shown among the failures: with `should` a warning is too. */
export function isFailure(finding: Pick<Finding, "verdict" | "submission">, failOn: FailOn): boolean {
  if (finding.submission === true) return finding.verdict === "fail" && failOn === "submission";
  return finding.verdict === "fail" || (finding.verdict === "warn" && failOn === "should");
}

/** True for a finding that makes a run fail; where only a provider counts, one that breaks a feature of the provider. */
export function isGating(finding: Pick<Finding, "verdict" | "breaks" | "submission">, failOn: FailOn): boolean {
  if (FAIL_ON_LEVELS.some((level) => level === failOn)) return isFailure(finding, failOn);
  return finding.verdict === "fail" && (finding.breaks[failOn] ?? []).length > 0;
}
