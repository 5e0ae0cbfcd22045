import type { Requirement, Requirements } from "../../../suites/requirements/requirement.ts";
import type { Finding, RequirementResult } from "../run.ts";

/** The rules that the coverage is measured against: a client can see them kept or broken, and they bind. */
export function isCounted(requirement: Requirement): boolean {
  return requirement.observable && requirement.profile === "core" && requirement.level !== "MAY";
}

/** What became of each counted rule, from the findings alone. */
export function toRequirementResults(
  requirements: Requirements,
  findings: readonly Finding[],
): readonly RequirementResult[] {
  const claims = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const id of finding.clause.requirements) claims.set(id, [...(claims.get(id) ?? []), finding]);
  }
  return [...requirements.values()].filter(isCounted).flatMap(({ id, level }) => {
    const about = claims.get(id) ?? [];
    const verdict = gravest(about.map((finding) => verdictOn(id, finding)));
    return level === "MAY" ? [] : [{ id, level, verdict, checks: about.map(({ check }) => check) }];
  });
}

/** What one finding says of one of its rules: a breach is one of the first alone. */
function verdictOn(id: string, { clause, judged, verdict }: Finding): RequirementResult["verdict"] {
  if (!judged.includes(id)) return verdict === "skip" ? "skip" : "not judged";
  const isBroken = (verdict === "fail" || verdict === "warn") && clause.requirements[0] === id;
  return isBroken ? verdict : "pass";
}

const BY_GRAVITY = ["fail", "warn", "pass", "skip"] as const;

function gravest(verdicts: readonly RequirementResult["verdict"][]): RequirementResult["verdict"] {
  return BY_GRAVITY.find((verdict) => verdicts.includes(verdict)) ?? "not judged";
}
