import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { toFinding } from "../../engine/checks/finding.ts";
import type { FindingSubject } from "../../engine/checks/finding.ts";
import { claimedIds } from "../../exchange/clause.ts";
import type { Defect } from "../../kit/defect.ts";
import { judgeEvidence } from "./judge-evidence.ts";
import type { Noticed, Traffic } from "./judge-evidence.ts";
import type { ReportJudge } from "./report-judge.ts";

/** What was noticed, by which check. */
export interface Notice {
  readonly subject: FindingSubject;
  readonly defect: Defect;
  readonly outcome: Noticed;
  readonly traffic: Traffic;
}

/** What is wrong with the finding that a defect led to, each one sentence: its rule, its evidence, its form in the JSON report. */
export function judgeNoticed(notice: Notice, judgeReport: ReportJudge): readonly string[] {
  const { subject, outcome, traffic } = notice;
  const finding = toFinding(subject, outcome, REQUIREMENTS);
  const exchanges = finding.exchanges.flatMap((seq) => traffic.exchangeOf(seq) ?? []);
  return [
    ...judgeRule(notice),
    ...judgeEvidence(outcome, traffic),
    ...judgeReport({ ...finding, cause: finding.check }, exchanges),
  ];
}

/** The rule that an own defect breaks is named, where the check rests on several. */
function judgeRule({ subject: { declaration }, defect, outcome }: Notice): readonly string[] {
  const claimed = claimedIds(declaration.clause);
  if (claimed.length === 1 || !declaration.defects.includes(defect)) return [];
  const { rule } = outcome.violation;
  return rule === defect.breaks ? [] : [`it is put down to ${rule ?? "no rule"}, but breaks ${defect.breaks}`];
}
