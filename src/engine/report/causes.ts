import { causeKeyOf, gatherEvidence } from "./cause-key.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import type { Finding } from "../run.ts";

/** One thing that is wrong with a target, and all findings that come of it. */
export interface CauseGroup {
  /** The gravest of them, the first in registry order among equals. */
  readonly lead: Finding;
  /** In registry order, the lead among them. */
  readonly findings: readonly Finding[];
}

/**
 * Sets `cause` on findings that fail or warn: the id of the finding that leads the ones with the same root. Findings come
 * in registry order and go out in the same order.
 */
export function assignCauses(findings: readonly Finding[], exchanges: readonly Exchange[]): readonly Finding[] {
  const evidence = gatherEvidence(exchanges);
  const groups = Map.groupBy(
    findings.filter(isBreach),
    (finding) => causeKeyOf(finding, evidence) ?? `alone ${finding.check}`,
  );
  const causes = new Map<string, string>();
  for (const group of groups.values()) {
    const lead = leadOf(group);
    for (const finding of group) causes.set(finding.check, lead.check);
  }
  return findings.map((finding) => ({
    ...finding,
    cause: isBreach(finding) ? (causes.get(finding.check) ?? null) : null,
  }));
}

/** Puts findings that have a cause together: first what breaks a feature of the identity provider, then the rest, in the order of their leads. */
export function groupByCause(findings: readonly Finding[], idp: string): readonly CauseGroup[] {
  const groups = Map.groupBy(findings.filter(isBreach), (finding) => finding.cause ?? finding.check);
  return [...groups]
    .map(([cause, members]) => ({
      lead: members.find(({ check }) => check === cause) ?? leadOf(members),
      findings: members,
    }))
    .sort((a, b) => harmlessness(a, idp) - harmlessness(b, idp) || findings.indexOf(a.lead) - findings.indexOf(b.lead));
}

function harmlessness(group: CauseGroup, idp: string): number {
  return brokenBy(group, idp).length > 0 ? 0 : 1;
}

/** The features of an identity provider that the failures of a cause break. Warnings break none. */
export function brokenBy({ findings }: Pick<CauseGroup, "findings">, idp: string): readonly string[] {
  return [...new Set(findings.flatMap(({ verdict, breaks }) => (verdict === "fail" ? (breaks[idp] ?? []) : [])))];
}

function isBreach(finding: Finding): boolean {
  return finding.verdict === "fail" || finding.verdict === "warn";
}

function leadOf(group: readonly Finding[]): Finding {
  return group.reduce((lead, finding) => (gravity(finding) > gravity(lead) ? finding : lead));
}

function gravity(finding: Finding): number {
  return (finding.verdict === "fail" ? 2 : 0) + (finding.severity === "must" ? 1 : 0);
}
