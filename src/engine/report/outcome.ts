import type { RenderOptions } from "./reporter.ts";
import type { Finding, Run } from "../run.ts";

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
export function outcomeOf(run: Run, failOn: RenderOptions["failOn"]): Outcome {
  const { checks, scenarios } = run.summary;
  if (run.run.interrupted) return "interrupted";
  if (run.run.lost !== null) return "lost";
  if (checks.error + scenarios.error > 0) return "undecided";
  if (checks.pass + checks.fail + checks.warn + scenarios.pass + scenarios.fail === 0) return "undecided";
  if (checks.fail + scenarios.fail + (failOn === "should" ? checks.warn : 0) > 0) return "fails";
  return isHollow(run) ? "undecided" : "conforms";
}

/** More checks could not get what they need from the target than judged anything: a pass would say nothing. */
function isHollow({ findings, summary }: Run): boolean {
  const { pass, warn } = summary.checks;
  return findings.filter(({ setUpFailed }) => setUpFailed).length > pass + warn;
}

/** True for a finding that counts as a failure: with `should` a warning does too. */
export function isFailure(finding: Pick<Finding, "verdict">, failOn: RenderOptions["failOn"]): boolean {
  return finding.verdict === "fail" || (finding.verdict === "warn" && failOn === "should");
}
