import type { LoggedRequest } from "../target/request-log.ts";
import type { Left } from "../target/store.ts";
import type { ReportView, Residue } from "./report-view.ts";

/** What every run has to keep, the gravest first. */
export type Property =
  | "strangers-unchanged"
  | "strangers-unnamed"
  | "credentials-at-home"
  | "secrets-kept"
  | "residue-told"
  | "journal-kept"
  | "no-exception"
  | "no-error"
  | "report-valid"
  | "time-bounded"
  | "requests-bounded";

/** All of them. */
export const PROPERTIES: readonly Property[] = [
  "strangers-unchanged",
  "strangers-unnamed",
  "credentials-at-home",
  "secrets-kept",
  "residue-told",
  "journal-kept",
  "no-exception",
  "no-error",
  "report-valid",
  "time-bounded",
  "requests-bounded",
];

/** A property that was not kept, and what was found. */
export interface Breach {
  readonly property: Property;
  readonly detail: string;
}

/** What is known of a run when it is over. */
export interface Evidence {
  readonly exitCode: number;
  readonly report: ReportView | undefined;
  readonly left: Left;
  /** Strangers who are not as they were. */
  readonly changed: readonly string[];
  readonly requests: readonly LoggedRequest[];
  readonly strayed: readonly string[];
  readonly durationMs: number;
  readonly wasStopped: boolean;
  /** Where a planted secret stands. */
  readonly leaks: readonly string[];
  readonly hasJournal: boolean;
  readonly exceptions: readonly string[];
  /** What the tool said on stderr. */
  readonly said: string;
}

/** Bounds of one run, wide enough for the slowest that is still sound. */
export const BOUNDS: { readonly durationMs: number; readonly stoppingMs: number; readonly requests: number } = {
  durationMs: 60_000,
  /** How long an interrupted run may clean up. */
  stoppingMs: 75_000,
  requests: 5000,
};

/** Everything that a run broke. */
export function judge(evidence: Evidence): readonly Breach[] {
  const found: Readonly<Record<Property, string | undefined>> = {
    "strangers-unchanged": listed(evidence.changed),
    "strangers-unnamed": listed(evidence.requests.flatMap(toHarm)),
    "credentials-at-home": listed(evidence.strayed),
    "secrets-kept": listed(evidence.leaks),
    "residue-told": judgeResidue(evidence),
    "journal-kept": judgeJournal(evidence),
    "no-exception": listed(evidence.exceptions),
    "no-error": judgeErrors(evidence),
    "report-valid": judgeReport(evidence),
    "time-bounded": evidence.wasStopped ? `not over after ${BOUNDS.durationMs / 1000} s` : undefined,
    "requests-bounded": judgeRequests(evidence),
  };
  return PROPERTIES.flatMap((property) => {
    const detail = found[property];
    return detail === undefined ? [] : [{ property, detail }];
  });
}

function listed(found: readonly string[]): string | undefined {
  if (found.length === 0) return undefined;
  const more = found.length > 3 ? ` and ${found.length - 3} more` : "";
  return found.slice(0, 3).join("; ") + more;
}

function toHarm({ n, method, url, harms }: LoggedRequest): readonly string[] {
  return harms.length === 0 ? [] : [`request ${n}, ${method} ${url}, would change ${harms.join(", ")}`];
}

/** All that a run says may be left. */
export function sumOf(residue: Residue): number {
  return residue.users + residue.groups + residue.deactivated + residue.maybe;
}

function judgeResidue({ report, left, said }: Evidence): string | undefined {
  const isLeft = left.users + left.groups;
  if (isLeft === 0) return undefined;
  const what = `${left.users} users and ${left.groups} groups are left`;
  if (report === undefined) return `${what}, and there is no report (${lastLine(said)})`;
  if (report.residue === undefined) return `${what}, and the report has no summary.residue (${notes(report)})`;
  if (isLeft <= sumOf(report.residue)) return undefined;
  return `${what}, and the run tells of ${JSON.stringify(report.residue)} (${notes(report)})`;
}

function notes(report: ReportView): string {
  return report.notes.length === 0 ? "no notes" : `notes: ${report.notes.join(" ")}`.slice(0, 400);
}

function lastLine(text: string): string {
  const lines = text.trim().split("\n");
  return lines.find((line) => line.startsWith("error:")) ?? lines.at(-1) ?? "";
}

/** A journal of what is switched off only may stay or go. */
function judgeJournal({ report, left, hasJournal }: Evidence): string | undefined {
  if (report === undefined || report.residue === undefined) {
    const isLeft = left.users + left.groups > 0;
    return isLeft && !hasJournal ? "something is left, and the journal is gone" : undefined;
  }
  const { residue } = report;
  if (!hasJournal && sumOf(residue) > residue.deactivated) return "something may be left, and the journal is gone";
  if (hasJournal && sumOf(residue) === 0) return "nothing is left, and the journal is still there";
  return undefined;
}

function judgeRequests({ requests }: Evidence): string | undefined {
  return requests.length <= BOUNDS.requests ? undefined : `${requests.length} requests`;
}

/** Without a single write nothing was judged, and a complaint is enough. */
function judgeReport({ report, requests, exitCode, said }: Evidence): string | undefined {
  if (report !== undefined) return listed(report.faults);
  const hasWritten = requests.some(({ method }) => method !== "GET");
  if (hasWritten) return `no report, although the run had begun (exit code ${exitCode}: ${lastLine(said)})`;
  return exitCode === 3 ? undefined : `no report, and the exit code is ${exitCode} (${lastLine(said)})`;
}

function judgeErrors({ report, exitCode, said, wasStopped }: Evidence): string | undefined {
  if (said.includes("This is a fault of zi-scim-check itself")) return `it says so itself: ${said.slice(0, 300)}`;
  const isKnown = [0, 1, 3].includes(exitCode) || (wasStopped && exitCode === 130);
  if (!isKnown) return `the exit code is ${exitCode}`;
  return listed(report?.errors ?? []);
}
