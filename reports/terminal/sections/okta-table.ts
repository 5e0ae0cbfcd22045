import { OKTA_FEATURES } from "../../../src/profile/okta-feature.ts";
import type { OktaFeature } from "../../../src/profile/okta-feature.ts";
import type { Finding, Verdict } from "../../../src/engine/run.ts";
import { signCell } from "../page.ts";
import type { Page } from "../page.ts";
import { groupSkips } from "./skipped.ts";
import { padEnd, padStart, textWidth, truncate } from "../text/text-width.ts";

const SIGNS = { works: "pass", fails: "fail", "not tested": "skip" } as const;
const COUNTED = ["fail", "warn", "skip"] as const;
const NARROW = 70;
const MIN_REASON = 12;

/** What works in Okta, and what it rests on. */
export function renderOkta(page: Page): readonly string[] {
  const { ink, run } = page;
  const gap = page.measure < NARROW ? " " : "  ";
  const width = textWidth(`${signCell(page, "skip")} not tested`);
  return [
    `${ink.bold("OKTA")}${" ".repeat(10 + width)}${["MUST passed", ...COUNTED].join(gap)}`,
    ...OKTA_FEATURES.map((feature) => {
      const verdict = run.summary.okta[feature];
      const told = padEnd(`${signCell(page, SIGNS[verdict])} ${verdict}`, width);
      const row = `  ${padEnd(feature, 10)}  ${told}${countsOf(about(page, feature)).join(gap)}`;
      const why = reasonOf(page, feature, page.measure - textWidth(row) - 3);
      return why === "" ? row : `${row}   ${ink.dim(why)}`;
    }),
  ];
}

function about({ run }: Page, feature: OktaFeature): readonly Finding[] {
  return run.findings.filter(({ blocks }) => blocks.includes(feature));
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
function reasonOf(page: Page, feature: OktaFeature, room: number): string {
  const fits = (text: string): boolean => textWidth(text) <= room;
  switch (page.run.summary.okta[feature]) {
    case "works":
      return [count(about(page, feature), "pass") === 0 ? "by scenario" : ""].find(fits) ?? "";
    case "not tested":
      if (isCutShort(page, feature)) return ["cut short"].find(fits) ?? "";
      return room < MIN_REASON ? "" : truncate(skipReasonOf(page, feature), room, page.signs.ellipsis);
    case "fails": {
      const numbers = causesOf(page, feature);
      const all = [...numbers, ...failedScenariosOf(page, feature)];
      return [all, numbers].map((names) => `${page.signs.to} ${names.join(", ")}`).find(fits) ?? "";
    }
  }
}

/** True where checks did pass, and nothing is said to work as the run did not come to its end. */
function isCutShort({ run: { run, findings } }: Page, feature: OktaFeature): boolean {
  if (!run.interrupted && run.lost === null) return false;
  return findings.some(({ verdict, blocks }) => verdict === "pass" && blocks.includes(feature));
}

function skipReasonOf(page: Page, feature: OktaFeature): string {
  return page.clean(groupSkips(about(page, feature))[0]?.reason ?? "");
}

function causesOf({ causes }: Page, feature: OktaFeature): readonly string[] {
  const breaks = (finding: Finding): boolean => finding.verdict === "fail" && finding.blocks.includes(feature);
  return causes.flatMap(({ findings }, index) => (findings.some(breaks) ? [String(index + 1)] : []));
}

function failedScenariosOf({ run }: Page, feature: OktaFeature): readonly string[] {
  const failed = run.scenarios.filter(({ verdict, blocks }) => verdict === "fail" && blocks.includes(feature));
  return failed.map(({ id }) => `scenario ${id}`);
}
