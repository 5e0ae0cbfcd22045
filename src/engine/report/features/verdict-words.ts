import { counted } from "../../../exchange/counted.ts";
import type { Run } from "../../run.ts";
import { outcomeOf, whyUndecided } from "../outcome.ts";
import type { FailOn, Outcome } from "../outcome.ts";

/** What a run says about its target, in a few words, as all reporters say it. */
export function formatVerdict(run: Run, failOn: FailOn): string {
  const outcome = outcomeOf(run, failOn);
  const isOfProvider = run.summary.providers[failOn] !== undefined || run.run.quick;
  const ofProvider = isOfProvider ? wordingForProvider(run, outcome) : undefined;
  return ofProvider ?? wordingOf(run, outcome, isOfProvider ? "must" : failOn);
}

function wordingOf(run: Run, outcome: Outcome, failOn: FailOn): string {
  const { checks, scenarios } = run.summary;
  const level = failOn === "should" ? "SHOULD" : "MUST";
  switch (outcome) {
    case "conforms":
      return isPart(run) ? passedOf(run) : `conforms at ${level}`;
    case "fails":
      return checks.fail + scenarios.fail === 0 ? `does not conform at ${level}` : "does not conform";
    case "undecided":
      if (checks.error + scenarios.error > 0) return "nothing is claimed";
      return `nothing is claimed, as ${whyUndecided(run, failOn)}`;
    case "lost":
      return "the target was lost, so incomplete";
    case "interrupted":
      return "interrupted, so incomplete";
  }
}

/** What passes says nothing of what was not run. */
function isPart({ run, summary }: Run): boolean {
  return run.selective || summary.checks.total === 0;
}

/** `2 checks passed`, `1 check and 1 scenario passed`, `30 traffic rules and 1 scenario passed`. */
function passedOf({ run, summary: { checks, scenarios } }: Run): string {
  const told = [
    ...(checks.pass > 0 ? [counted(checks.pass, run.playsOnly === true ? "traffic rule" : "check")] : []),
    ...(scenarios.pass > 0 ? [counted(scenarios.pass, "scenario")] : []),
  ];
  return told.length === 0 ? "nothing failed" : `${told.join(" and ")} passed`;
}

/** The verdict where only the provider counts; undefined where the usual one is right. */
function wordingForProvider(whole: Run, outcome: Outcome): string | undefined {
  const { run, summary } = whole;
  const { idp, provider } = run;
  if (outcome === "conforms" && run.quick) return `nothing breaks in ${provider.title}, as far as a quick run shows`;
  if (outcome === "conforms") return isPart(whole) ? undefined : `nothing breaks in ${provider.title}`;
  if (outcome === "undecided" && summary.checks.error + summary.scenarios.error === 0)
    return `nothing is claimed, as ${whyUndecided(whole, idp)}`;
  if (outcome !== "fails") return undefined;
  const failing = provider.features.filter(({ id }) => summary.providers[idp]?.[id] === "fails").map(({ id }) => id);
  return failing.length === 0
    ? `a scenario of ${provider.title} fails`
    : `breaks in ${provider.title}: ${failing.join(", ")}`;
}

/** How much was looked at: the requirements of the RFCs, and the rules of vendors beside them. What was not looked at at all is left out. */
export function coverageOf({ exercised, observable, vendor }: Run["summary"]["requirements"]): readonly string[] {
  const ofVendors = vendor.exercised > 0 ? [`${vendor.exercised} of ${vendor.total} vendor rules exercised`] : [];
  if (exercised === 0 && ofVendors.length > 0) return ofVendors;
  return [`${exercised} of ${observable} observable requirements exercised`, ...ofVendors];
}
