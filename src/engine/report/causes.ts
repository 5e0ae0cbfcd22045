import type { Exchange } from "../../exchange/exchange.ts";
import { gatherCauses } from "./causes/gather-causes.ts";
import type { KnownFault } from "./causes/known/known-fault.ts";
import { isBreach, leadOf } from "./causes/lead.ts";
import type { FoundCause, Finding } from "../run.ts";

/** One thing that is wrong with a target, and all findings that come of it. */
export interface CauseGroup {
  /** The gravest of them, the first in registry order among equals. */
  readonly lead: Finding;
  /** In registry order, the lead among them. */
  readonly findings: readonly Finding[];
  /** What is wrong, in one sentence that fits all of them. */
  readonly title: string;
  /** What to do, so that it fits all of them. */
  readonly advice: string;
  /** The gate that explains them: then title and advice are its own; null where they are the lead's. */
  readonly gate: string | null;
}

/**
 * Sets `cause` on findings that fail or warn: the id of the finding that leads the ones with the same root. Findings come
 * in registry order and go out in the same order.
 */
export function assignCauses(
  findings: readonly Finding[],
  exchanges: readonly Exchange[],
  known: readonly KnownFault[] = [],
): { readonly findings: readonly Finding[]; readonly causes: readonly FoundCause[] } {
  const causes = gatherCauses(findings, exchanges, known);
  const causeOf = new Map(causes.flatMap(({ id, findings: members }) => members.map((check) => [check, id] as const)));
  return { causes, findings: findings.map((finding) => ({ ...finding, cause: causeOf.get(finding.check) ?? null })) };
}

/**
 * Puts findings that have a cause together: first what breaks a feature of the identity provider, then the rest, in the order of
 * their leads. A cause that is not told among `causes` is told by its lead.
 */
export function groupByCause(
  findings: readonly Finding[],
  idp: string,
  causes: readonly FoundCause[] = [],
): readonly CauseGroup[] {
  const told = new Map(causes.map((cause) => [cause.id, cause]));
  const groups = Map.groupBy(findings.filter(isBreach), (finding) => finding.cause ?? finding.check);
  return [...groups]
    .map(([id, members]) => toGroup(members, { lead: members.find(({ check }) => check === id), cause: told.get(id) }))
    .sort((a, b) => harmlessness(a, idp) - harmlessness(b, idp) || findings.indexOf(a.lead) - findings.indexOf(b.lead));
}

interface Told {
  readonly lead: Finding | undefined;
  readonly cause: FoundCause | undefined;
}

function toGroup(findings: readonly Finding[], { lead = leadOf(findings), cause }: Told): CauseGroup {
  const { title, advice, gate } = cause ?? { title: lead.reason, advice: lead.advice, gate: null };
  return { lead, findings, title, advice, gate };
}

function harmlessness(group: CauseGroup, idp: string): number {
  return brokenBy(group, idp).length > 0 ? 0 : 1;
}

/** The features of an identity provider that the failures of a cause break. Warnings break none. */
export function brokenBy({ findings }: Pick<CauseGroup, "findings">, idp: string): readonly string[] {
  return [...new Set(findings.flatMap(({ verdict, breaks }) => (verdict === "fail" ? (breaks[idp] ?? []) : [])))];
}
