import type { Finding } from "../../run.ts";

/** True for a verdict against the target. */
export function isBreach({ verdict }: Pick<Finding, "verdict">): boolean {
  return verdict === "fail" || verdict === "warn";
}

/** The gravest of the findings of one cause, the first among equals. */
export function leadOf(findings: readonly Finding[]): Finding {
  return findings.reduce((lead, finding) => (gravity(finding) > gravity(lead) ? finding : lead));
}

/** What a discovery document claims is judged by its own checks: of a fault that others are about they do not lead. */
function gravity(finding: Finding): number {
  const isGrave = (finding.verdict === "fail" ? 4 : 0) + (finding.severity === "must" ? 2 : 0);
  return isGrave + (finding.suite === "discovery" || finding.suite === "traffic" ? 0 : 1);
}
