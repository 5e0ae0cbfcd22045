import { counted } from "../../src/exchange/counted.ts";
import { MOST_SCRIPTS } from "../../src/engine/report/reporter.ts";
import { formatScenarioAgain } from "../../src/engine/report/repeat/again.ts";
import { formatPlace } from "../../src/engine/report/report-phrases.ts";
import { quoteShell } from "../../src/engine/report/shell.ts";
import type { ScenarioResult } from "../../src/engine/run.ts";
import type { Told } from "./causes.ts";
import { clip, oneLine } from "./clip.ts";

const SCENARIOS = 3;
const REASON = 200;
const COMMAND = 260;

/** Scenarios that failed, what is left on the target, and where the rest is told. */
export function tailOf(told: Told): readonly string[] {
  const { run } = told;
  const failed = run.scenarios.filter(({ verdict }) => verdict === "fail");
  const more = failed.length - SCENARIOS;
  return [
    ...(failed.length === 0 ? [] : ["SCENARIOS THAT FAILED"]),
    ...failed.slice(0, SCENARIOS).map((scenario) => scenarioLine(told, scenario)),
    ...(more > 0 ? [`and ${counted(more, "more scenario")}`] : []),
    ...partsOf(told),
    ...residueOf(told),
    ...restOf(told),
  ];
}

function scenarioLine({ run, options }: Told, scenario: ScenarioResult): string {
  const place = formatPlace(scenario, run);
  const where = place === "" ? "" : ` (${place})`;
  const later = laterOf(scenario);
  return [
    `- ${scenario.id}${where}: ${oneLine(scenario.reason, REASON, options.unicode)}`,
    ...(later === "" ? [] : [`   then: ${oneLine(later, REASON, options.unicode)}`]),
    `   again: ${clip(formatScenarioAgain(scenario.id, options), COMMAND, options.unicode)}`,
  ].join("\n");
}

/** What passed only in part. */
function partsOf({ run, options }: Told): readonly string[] {
  const partly = run.scenarios.filter(({ verdict, reason }) => verdict === "pass" && reason !== "");
  return partly
    .slice(0, SCENARIOS)
    .map(({ id, reason }) => `NOTE: scenario ${id} passed, ${oneLine(reason, REASON, options.unicode)}`);
}

/** The steps after the first that failed: how many were played, and which of them failed too. */
function laterOf({ steps }: ScenarioResult): string {
  const first = steps.findIndex(({ verdict }) => verdict === "fail" || verdict === "error");
  const later = first === -1 ? [] : steps.slice(first + 1);
  const failed = later.filter(({ verdict }) => verdict === "fail" || verdict === "error");
  if (failed.length === 0) return "";
  const [{ step, reason } = { step: "", reason: "" }] = failed;
  return `${failed.length} of ${counted(later.length, "later step")} failed too, first "${step}": ${reason}`;
}

function residueOf({ run: { run, summary } }: Told): readonly string[] {
  const { users, groups, deactivated, maybe } = summary.residue;
  if (users + groups + deactivated + maybe === 0) return [];
  const left = `${users} users, ${groups} groups, ${deactivated} deactivated users, perhaps ${maybe} more`;
  return [`LEFT ON THE TARGET: ${left}; zi-scim-check cleanup <url> --run ${run.id}`];
}

/** A passing run has nothing to look up. */
function restOf({ run, options, causes }: Told): readonly string[] {
  const { warn } = run.summary.checks;
  const warnings =
    warn > 0 && options.failOn !== "should" ? [`${counted(warn, "warning")}: --fail-on should tells what.`] : [];
  if (causes.length === 0) return warnings;
  const file = quoteShell(options.saved ?? "run.json");
  const how = options.saved === undefined ? " after a run with --reporter json=run.json" : "";
  const script = `Requests, answers and a curl script of any cause: zi-scim-check explain <check> --from ${file}${how}.`;
  const why = `The rule behind a check: zi-scim-check explain <check>.`;
  const beside = causes.length > MOST_SCRIPTS ? " All causes: --reporter terminal." : "";
  return [...warnings, clip(`${script} ${why}${beside}`, 400, options.unicode)];
}
