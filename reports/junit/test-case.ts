import { isGating } from "../../src/engine/report/outcome.ts";
import type { RenderOptions } from "../../src/engine/report/reporter.ts";
import { formatAgain, formatScenarioAgain } from "../../src/engine/report/repeat/again.ts";
import { formatClause, formatExpected, formatPlace } from "../../src/engine/report/report-phrases.ts";
import type { Finding, Run, ScenarioResult, StepResult } from "../../src/engine/run.ts";
import type { Mismatch } from "../../src/exchange/violation.ts";

/** What a `<testcase>` holds, whatever it comes from. */
export interface TestCase {
  readonly classname: string;
  readonly name: string;
  readonly seconds: number;
  readonly outcome: "passed" | "failed" | "errored" | "skipped";
  /** One sentence; empty for a pass. */
  readonly message: string;
  /** Kind of the failure or error, for example the id of the rule. */
  readonly type: string;
  /** Text of the failure or error. */
  readonly details: string;
  /** Shown with the case whatever its outcome; empty for none. */
  readonly output: string;
}

const OUTCOMES = { pass: "passed", fail: "failed", warn: "failed", error: "errored", skip: "skipped" } as const;

/** How a failure is noted where only what breaks the provider counts. */
const NO_PROVIDER = "RFC only";

/** A check or traffic rule of a run as a test case. What does not make the run fail passes with a note: warnings, and what breaks no provider. */
export function toCheckCase(finding: Finding, run: Run, options: RenderOptions): TestCase {
  const isBreach = finding.verdict === "warn" || finding.verdict === "fail";
  const isNoted = isBreach && !isGating(finding, options.failOn);
  const details = detailsOf(finding, run, options);
  return {
    classname: `zi-scim-check.${finding.suite}`,
    name: `${finding.check} — ${finding.title}`,
    seconds: finding.durationMs / 1000,
    outcome: isNoted ? "passed" : OUTCOMES[finding.verdict],
    message: finding.reason,
    type: finding.clause.requirements[0] ?? finding.clause.level,
    details,
    output: lines([isNoted && `${notedAs(finding)}: ${details}`, ...finding.notes.map(({ text }) => `note: ${text}`)]),
  };
}

function notedAs({ verdict, submission }: Finding): string {
  if (submission === true) return "submission only";
  return verdict === "warn" ? "warning" : NO_PROVIDER;
}

/** A scenario as a test case, with what became of its steps. */
export function toScenarioCase(scenario: ScenarioResult, run: Run, options: RenderOptions): TestCase {
  const failed = scenario.steps.find(({ verdict }) => verdict === "fail" || verdict === "error");
  return {
    classname: "zi-scim-check.scenarios",
    name: `${scenario.id} — ${scenario.title}`,
    seconds: scenario.durationMs / 1000,
    outcome: OUTCOMES[scenario.verdict],
    message: scenario.reason,
    type: "scenario",
    details: lines([
      scenario.reason,
      failed && `step: ${failed.step}`,
      ...mismatchLines(failed?.mismatch),
      scenario.verdict === "fail" && `again: ${formatScenarioAgain(scenario.id, options)}`,
    ]),
    output: lines([
      formatPlace(scenario, run),
      scenario.verdict === "pass" && scenario.reason !== "" && `passed, ${scenario.reason}`,
      ...scenario.steps.map(toStepLine),
    ]),
  };
}

function toStepLine({ step, verdict, reason, assignments, breaches }: StepResult): string {
  const counts = assignments && `${assignments.provisioned} provisioned, ${assignments.failed} failed`;
  const broken = breaches && `its answers break ${breaches.join(", ")}`;
  return [`${verdict}: ${step}`, reason, counts, broken].filter(Boolean).join("; ");
}

function detailsOf(finding: Finding, run: Run, options: RenderOptions): string {
  const { clause, exchanges, exchangeCount } = finding;
  if (finding.verdict === "error") return finding.reason;
  const first = exchanges.map((seq) => `#${seq}`).join(" ");
  return lines([
    finding.reason,
    ...mismatchLines(finding.mismatch),
    ...(finding.steps ?? []).map(({ scenario, step }) => `in scenario ${scenario}: ${step}`),
    `fix: ${finding.advice}`,
    `rule: ${formatClause(clause, true)}: ${clause.text}`,
    ...breaksLines(finding, run),
    first !== "" && `exchanges: ${first}${exchangeCount > exchanges.length ? ` of ${exchangeCount}` : ""}`,
    `why: zi-scim-check explain ${finding.check}`,
    `again: ${formatAgain([finding], { ...options, run })}`,
  ]);
}

/** The run's own provider goes by its title. */
function breaksLines({ breaks }: Finding, { run }: Run): readonly string[] {
  return Object.entries(breaks).map(
    ([id, features]) => `breaks in ${id === run.idp ? run.provider.title : id}: ${features.join(", ")}`,
  );
}

function mismatchLines(mismatch: Mismatch | null | undefined): readonly string[] {
  if (!mismatch) return [];
  const place = mismatch.at === null || mismatch.at === "" ? [] : [`at: ${mismatch.at}`];
  return [`expected: ${formatExpected(mismatch)}`, `found: ${mismatch.actual}`, ...place];
}

function lines(parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => part !== false && part !== undefined && part !== "").join("\n");
}
