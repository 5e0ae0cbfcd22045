import { coverageOf, formatVerdict } from "../src/engine/report/features/verdict-words.ts";
import { outcomeOf, whyUndecided } from "../src/engine/report/outcome.ts";
import { defineReporter } from "../src/engine/report/reporter.ts";
import type { RenderOptions, Reporter } from "../src/engine/report/reporter.ts";
import type { Run } from "../src/engine/run.ts";
import { toCheckCase, toScenarioCase } from "./junit/test-case.ts";
import type { TestCase } from "./junit/test-case.ts";
import { attributes, escapeText } from "./junit/xml.ts";

/**
 * JUnit XML in the shape that Maven Surefire writes and Jenkins, GitLab and GitHub actions read. It holds no bodies: they
 * are what such readers choke on.
 */
export const junit: Reporter = defineReporter({
  name: "junit",
  title: "JUnit XML for CI servers",
  render: renderJunit,
});

interface TestSuite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

function* renderJunit(run: Run, options: RenderOptions): Generator<string> {
  const suites = suitesOf(run, options);
  const all = suites.flatMap(({ cases }) => cases);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites${attributes({ name: "zi-scim-check", ...totals(all), time: time(run.run.durationMs / 1000) })}>\n`;
  for (const suite of suites) yield* renderSuite(suite, run, options.failOn);
  yield "</testsuites>\n";
}

/** One suite for each suite of the run, in registry order, and one for the scenarios. */
function suitesOf(run: Run, options: RenderOptions): readonly TestSuite[] {
  const checks = [...Map.groupBy(run.findings, ({ suite }) => suite)].map(([name, findings]) => ({
    name,
    cases: findings.map((finding) => toCheckCase(finding, run, options)),
  }));
  const scenarios = {
    name: "scenarios",
    cases: run.scenarios.map((scenario) => toScenarioCase(scenario, run, options)),
  };
  return [...lossOf(run), ...silenceOf(run, options), ...checks, ...(scenarios.cases.length === 0 ? [] : [scenarios])];
}

/** A run whose target was lost must not look like one that passed. */
function lossOf({ run }: Run): readonly TestSuite[] {
  if (run.lost === null) return [];
  const [message, details] = [run.lost, run.notes.join("\n")];
  const lost = { classname: "run", name: "the target answers until the end", seconds: 0, output: "" };
  return [{ name: "run", cases: [{ ...lost, outcome: "errored", message, type: "lost", details }] }];
}

/** Nor must one that claims nothing; where the tool itself erred the check says so. */
function silenceOf(run: Run, { failOn }: RenderOptions): readonly TestSuite[] {
  const { checks, scenarios } = run.summary;
  if (checks.error + scenarios.error > 0 || outcomeOf(run, failOn) !== "undecided") return [];
  const message = `nothing is claimed, as ${whyUndecided(run, failOn)}`;
  const silent = { classname: "run", name: "something is judged", seconds: 0, output: "" };
  return [{ name: "run", cases: [{ ...silent, outcome: "errored", message, type: "undecided", details: message }] }];
}

function* renderSuite({ name, cases }: TestSuite, whole: Run, failOn: RenderOptions["failOn"]): Generator<string> {
  const { run, tool, summary } = whole;
  const seconds = cases.reduce((sum, testCase) => sum + testCase.seconds, 0);
  const timestamp = run.startedAt.slice(0, "2026-11-24T05:50:00".length);
  const hostname = new URL(run.target.baseUrl).host;
  yield `  <testsuite${attributes({ name, ...totals(cases), time: time(seconds), timestamp, hostname })}>\n`;
  yield "    <properties>\n";
  const { id, seed, profile, idp, dialect, interrupted, target } = run;
  const { users, groups, deactivated, maybe } = summary.residue;
  const residue = `users ${users}, groups ${groups}, deactivated ${deactivated}, maybe ${maybe}`;
  const made = { version: tool.version, run: id, seed, profile, idp, dialect };
  const told = { verdict: formatVerdict(whole, failOn), exercised: coverageOf(summary.requirements).join(", ") };
  const facts = { ...made, interrupted, target: target.baseUrl, residue, ...told };
  for (const [key, value] of Object.entries(facts)) {
    yield `      <property${attributes({ name: key, value: String(value) })}/>\n`;
  }
  yield "    </properties>\n";
  for (const testCase of cases) yield renderCase(testCase);
  yield "  </testsuite>\n";
}

function renderCase(testCase: TestCase): string {
  const { classname, name, seconds, output } = testCase;
  const start = `    <testcase${attributes({ classname, name, time: time(seconds) })}`;
  const children = [
    ...resultOf(testCase),
    ...(output === "" ? [] : [`<system-out>${escapeText(output)}</system-out>`]),
  ];
  if (children.length === 0) return `${start}/>\n`;
  return `${start}>\n${children.map((child) => `      ${child}\n`).join("")}    </testcase>\n`;
}

function resultOf({ outcome, message, type, details }: TestCase): readonly string[] {
  switch (outcome) {
    case "passed":
      return [];
    case "failed":
      return [`<failure${attributes({ message, type })}>${escapeText(details)}</failure>`];
    case "errored":
      return [`<error${attributes({ message, type: "zi-scim-check" })}>${escapeText(details)}</error>`];
    case "skipped":
      return [`<skipped${attributes({ message })}/>`];
  }
}

function totals(cases: readonly TestCase[]): Readonly<Record<"tests" | "failures" | "errors" | "skipped", number>> {
  const count = (outcome: TestCase["outcome"]): number => cases.filter((one) => one.outcome === outcome).length;
  return { tests: cases.length, failures: count("failed"), errors: count("errored"), skipped: count("skipped") };
}

/** Seconds with a point and three decimals, as Surefire writes them. */
function time(seconds: number): string {
  return seconds.toFixed(3);
}
