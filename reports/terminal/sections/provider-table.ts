import { brokenBy } from "../../../src/engine/report/causes.ts";
import { playedElsewhere } from "../../../src/engine/report/features/played-elsewhere.ts";
import type { Finding, Verdict } from "../../../src/engine/run.ts";
import { signCell } from "../page.ts";
import type { Page } from "../page.ts";
import { padEnd, padStart, textWidth, truncate } from "../text/text-width.ts";

const SIGNS = { works: "pass", fails: "fail", "not tested": "skip" } as const;
const COUNTED = ["fail", "warn", "skip"] as const;
const NARROW = 70;
const MIN_REASON = 12;
const MIN_COLUMN = 10;

/** What works in the identity provider whose client was emulated, and what it rests on. */
export function renderProvider(page: Page): readonly string[] {
  const { ink, run } = page;
  // Of a document of the user's own nothing in the table could be said.
  if (run.findings.length === 0 && run.scenarios.some(({ isGiven }) => isGiven === true)) return [];
  const { title, features } = run.run.provider;
  const gap = page.measure < NARROW ? " " : "  ";
  const column = Math.max(MIN_COLUMN, ...features.map(({ id }) => textWidth(id)));
  const width = textWidth(`${signCell(page, "skip")} not tested`);
  const head = page.clean(title).toUpperCase();
  const indent = " ".repeat(Math.max(1, column + width + 4 - textWidth(head)));
  const heads = `${indent}${["MUST passed", ...COUNTED].join(gap)}`;
  const hasRoom = textWidth(head + heads) <= page.measure;
  return [
    `${ink.bold(head)}${hasRoom ? heads : ""}`,
    ...features.flatMap(({ id }) => {
      const verdict = verdictOf(page, id);
      const told = padEnd(`${signCell(page, SIGNS[verdict])} ${verdict}`, width);
      const counts = hasRoom ? countsOf(about(page, id)).join(gap) : "";
      const row = `  ${padEnd(id, column)}  ${told}${counts}`.trimEnd();
      const why = reasonOf(page, id, page.measure - textWidth(row) - 3);
      const where = elsewhere(page, id).replace(", ", "");
      const below = why.includes(where) ? [] : [`    in the ${where}`];
      return [why === "" ? row : `${row}   ${ink.dim(why)}`, ...below];
    }),
    ...renderSubmissionRow(page, { column, width }),
  ];
}

interface Widths {
  readonly column: number;
  readonly width: number;
}

/** The provider's submission test decides no feature, so that it has a line of its own. */
function renderSubmissionRow(page: Page, { column, width }: Widths): readonly string[] {
  const { submission } = page.run.summary;
  if (submission === undefined) return [];
  const { verdict, steps, passed, failed } = submission;
  const sign = { passes: "pass", fails: "fail", "not tested": "skip" } as const;
  const told = padEnd(`${signCell(page, sign[verdict])} ${verdict}`, width);
  const rest = failed > 0 ? `, ${failed} failed` : "";
  const row = `  ${padEnd("submission", column)}  ${told}  ${passed} of ${steps} steps passed${rest}`;
  const open = page.run.findings.find(isOpenStep);
  if (verdict !== "not tested" || open === undefined) return [row];
  const room = page.measure - textWidth(row) - 3;
  return room < MIN_REASON
    ? [row]
    : [`${row}   ${page.ink.dim(truncate(page.clean(open.reason), room, page.signs.ellipsis))}`];
}

function isOpenStep({ submission, verdict, severity }: Finding): boolean {
  return submission === true && severity === "must" && verdict === "skip";
}

function verdictOf({ run }: Page, feature: string): keyof typeof SIGNS {
  return run.summary.providers[run.run.idp]?.[feature] ?? "not tested";
}

function about({ run }: Page, feature: string): readonly Finding[] {
  return run.findings.filter(({ breaks }) => breaks[run.run.idp]?.includes(feature));
}

function countsOf(findings: readonly Finding[]): readonly string[] {
  const musts = findings.filter(({ severity }) => severity === "must");
  const passed = count(musts, "pass");
  const judged = passed + count(musts, "fail");
  return [
    padStart(judged === 0 ? "" : `${passed}/${judged}`, "MUST passed".length),
    ...COUNTED.map((verdict) => padStart(String(count(findings, verdict)), 4)),
  ];
}

function count(findings: readonly Finding[], verdict: Verdict): number {
  return findings.filter((finding) => finding.verdict === verdict).length;
}

/** The causes and scenarios that break a feature, or why nothing is known of it: as much as there is room for, as it stands elsewhere in full. */
function reasonOf(page: Page, feature: string, room: number): string {
  const fits = (text: string): boolean => textWidth(text) <= room;
  switch (verdictOf(page, feature)) {
    case "works":
      return byScenario(page, feature).find(fits) ?? "";
    case "not tested":
      return untestedReason(page, feature, room);
    case "fails": {
      const numbers = causesOf(page, feature);
      const all = [...numbers, ...failedScenariosOf(page, feature)];
      const told = [all, numbers].filter((names) => names.length > 0);
      const lists = told.map((names) => `${page.signs.to} ${names.join(", ")}`);
      const where = numbers.length === 0 ? elsewhere(page, feature) : "";
      return [...lists.map((text) => text + where), `by scenario${where}`, ...lists, "by scenario"].find(fits) ?? "";
    }
  }
}

/** Where no check has judged it, the scenarios have, and they may have been played somewhere else. */
function byScenario(page: Page, feature: string): readonly string[] {
  if (count(about(page, feature), "pass") > 0) return [];
  const where = elsewhere(page, feature);
  return [`by scenario${where}`, where.replace(", ", ""), "by scenario"];
}

/** The profile that a feature was judged in, when it is not that of the run. */
function elsewhere({ run, clean }: Page, feature: string): string {
  const profiles = playedElsewhere(run, feature);
  return profiles.length === 0 ? "" : `, profile ${clean(profiles.join(", "))}`;
}

/** Nothing for what a run that was cut short has not come to: the last line says it. */
function untestedReason(page: Page, feature: string, room: number): string {
  const { run, summary, findings } = page.run;
  const isCutShort = run.interrupted || run.lost !== null;
  const isBegun = findings.some(({ verdict, breaks }) => verdict === "pass" && breaks[run.idp]?.includes(feature));
  if (isCutShort && isBegun) return textWidth("cut short") <= room ? "cut short" : "";
  const reason = page.clean(summary.untested[run.idp]?.[feature] ?? "");
  return room < MIN_REASON || about(page, feature).length === 0 ? "" : truncate(reason, room, page.signs.ellipsis);
}

function causesOf({ causes, run }: Page, feature: string): readonly string[] {
  return causes.flatMap((cause, index) => (brokenBy(cause, run.run.idp).includes(feature) ? [String(index + 1)] : []));
}

function failedScenariosOf({ run }: Page, feature: string): readonly string[] {
  const failed = run.scenarios.filter(
    ({ verdict, breaks }) => verdict === "fail" && breaks[run.run.idp]?.includes(feature),
  );
  return failed.map(({ id }) => `scenario ${id}`);
}
