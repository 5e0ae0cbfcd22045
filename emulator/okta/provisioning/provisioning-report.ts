import type { GroupPushResult } from "../group-push/group-mapping.ts";

/** What became of one piece of provisioning work. */
export type ProvisioningResult =
  | "created"
  | "linked"
  | "updated"
  | "reactivated"
  | "deactivated"
  | "unchanged"
  | "refused";

/** One piece of work, done. */
export interface ProvisioningOutcome {
  readonly result: ProvisioningResult;
  /** What the admin would be told beside that. */
  readonly note?: string;
}

/** What an action of the admin led to at the target, counted. */
export interface ProvisioningReport extends Readonly<Record<ProvisioningResult, number>> {
  /** What became of the pushes of groups that it caused. */
  readonly groupPushes: readonly GroupPushResult[];
  /** Things the admin would be told, each one once. */
  readonly notes: readonly string[];
  /** Those of them that say before an assignment whether the free seats suffice. */
  readonly seatWarnings?: readonly string[];
}

/** Counts outcomes. */
export function toReport(
  outcomes: readonly ProvisioningOutcome[],
  beside: Partial<Pick<ProvisioningReport, "notes" | "groupPushes">> = {},
): ProvisioningReport {
  const count = (result: ProvisioningResult): number => outcomes.filter((o) => o.result === result).length;
  return {
    created: count("created"),
    linked: count("linked"),
    updated: count("updated"),
    reactivated: count("reactivated"),
    deactivated: count("deactivated"),
    unchanged: count("unchanged"),
    refused: count("refused"),
    groupPushes: beside.groupPushes ?? [],
    notes: [...new Set([...(beside.notes ?? []), ...outcomes.flatMap((outcome) => outcome.note ?? [])])],
  };
}

/** The sum of several reports. */
export function mergeReports(reports: readonly ProvisioningReport[]): ProvisioningReport {
  const sum = (result: ProvisioningResult): number => reports.reduce((total, report) => total + report[result], 0);
  return {
    created: sum("created"),
    linked: sum("linked"),
    updated: sum("updated"),
    reactivated: sum("reactivated"),
    deactivated: sum("deactivated"),
    unchanged: sum("unchanged"),
    refused: sum("refused"),
    groupPushes: reports.flatMap((report) => report.groupPushes),
    notes: [...new Set(reports.flatMap((report) => report.notes))],
  };
}
