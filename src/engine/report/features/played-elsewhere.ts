import type { Run } from "../../run.ts";

/**
 * The profiles that a feature was judged in, where that was by scenarios alone and none of them in the profile of the run: without
 * a target a scenario plays on a server of its own. Empty where the feature was judged in the profile of the run too.
 */
export function playedElsewhere({ run, findings, scenarios }: Run, feature: string): readonly string[] {
  const isAbout = ({ breaks }: { readonly breaks: Run["scenarios"][number]["breaks"] }): boolean =>
    breaks[run.idp]?.includes(feature) ?? false;
  const isJudged = ({ verdict }: { readonly verdict: string }): boolean => verdict === "pass" || verdict === "fail";
  if (findings.some((finding) => isAbout(finding) && isJudged(finding))) return [];
  const judged = scenarios.filter((scenario) => isAbout(scenario) && isJudged(scenario));
  const profiles = [...new Set(judged.map(({ profile }) => profile))];
  return profiles.includes(run.profile) ? [] : profiles;
}
