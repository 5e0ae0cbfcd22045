import { counted } from "../../../src/exchange/counted.ts";
import { outcomeOf } from "../../../src/engine/report/outcome.ts";
import { coverageOf, formatVerdict } from "../../../src/engine/report/features/verdict-words.ts";
import type { Outcome } from "../../../src/engine/report/outcome.ts";
import { signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { textWidth } from "../text/text-width.ts";
import { fill, hanging, wrap } from "../text/wrap.ts";

const GAP = "   ";
const SIGNS = { conforms: "pass", fails: "fail", undecided: "skip", lost: "warn", interrupted: "warn" } as const;

/** What was written and asked, and, as the last line, the verdict with as many of the counts as fit. */
export function renderVerdict(page: Page): readonly string[] {
  const { line, left } = fitVerdict(page);
  const counts = fill([...left, ...trafficOf(page)], { width: page.measure, separator: GAP });
  const lines = counts.flatMap((text) => (textWidth(text) > page.measure ? wrap(text, page.measure) : [text]));
  return [...lines, ...residueOf(page), line];
}

/** The verdict alone, with as many of the counts as fit. */
export function renderVerdictLine(page: Page): string {
  return fitVerdict(page).line;
}

interface FittedVerdict {
  readonly line: string;
  /** Counts that found no room. */
  readonly left: readonly string[];
}

function fitVerdict(page: Page): FittedVerdict {
  const outcome = outcomeOf(page.run, page.options.failOn);
  let line = `${signOf(page, SIGNS[outcome])} ${page.ink.bold(formatVerdict(page.run, page.options.failOn))}`;
  const left: string[] = [];
  for (const [index, count] of countsOf(page, outcome).entries()) {
    const longer = `${line}${index === 0 ? GAP : "  "}${count}`;
    if (left.length === 0 && textWidth(longer) <= page.options.width) line = longer;
    else left.push(count);
  }
  return { line, left };
}

/** What is still there is told where the eye falls last, as the notes at the top scroll away. */
function residueOf(page: Page): readonly string[] {
  const { residue } = page.run.summary;
  const known = [
    ...(residue.users > 0 ? [counted(residue.users, "user")] : []),
    ...(residue.groups > 0 ? [counted(residue.groups, "group")] : []),
    ...(residue.deactivated > 0 ? [counted(residue.deactivated, "deactivated user")] : []),
  ];
  const maybe = known.length === 0 ? counted(residue.maybe, "resource") : `${residue.maybe} more`;
  const all = residue.maybe > 0 ? [...known, `perhaps ${maybe}`] : known;
  if (all.length === 0) return [];
  const { run, clean, measure, options } = page;
  const { id, target } = run.run;
  const reach = options.reach === undefined || options.reach === "" ? "" : ` ${options.reach}`;
  const command = clean(`zi-scim-check cleanup ${target.baseUrl}${reach} --run ${id}`);
  return hanging(`${signOf(page, "warn")} `, `left on the target: ${all.join(", ")}; ${command}`, measure);
}

/** The counts, the most telling first. */
function countsOf(page: Page, outcome: Outcome): readonly string[] {
  const { checks, scenarios, requirements } = page.run.summary;
  const exempt = outcome === "fails" && page.options.failOn === "never" ? ["--fail-on never: exit code 0"] : [];
  if (checks.total === 0) return [...exempt, ...failedOf(page), "no check was run"];
  const [coverage = "", ...more] = page.run.run.quick ? ["quick"] : coverageOf(requirements);
  const errors = checks.error + scenarios.error;
  const counts = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...failedOf(page),
    `${checks.warn} warned`,
    `${checks.pass} passed`,
    `${checks.skip} skipped`,
  ];
  const all =
    outcome === "conforms"
      ? [coverage, ...passedOf(page), ...counts.filter((c) => !c.endsWith("passed")), ...more]
      : [...counts, coverage, ...more];
  return [...exempt, ...all];
}

/** The verdict of a selection counts them itself. */
function passedOf({ run }: Page): readonly string[] {
  return run.run.selective ? [] : [`${run.summary.checks.pass} passed`];
}

function failedOf({ run }: Page): readonly string[] {
  const { checks, scenarios } = run.summary;
  const played = counted(scenarios.fail, "scenario");
  if (scenarios.fail === 0) return checks.fail === 0 ? [] : [`${checks.fail} failed`];
  return [checks.fail === 0 ? `${played} failed` : `${checks.fail} failed + ${played}`];
}

function trafficOf({ run, options, clean }: Page): readonly string[] {
  const requests = run.exchanges.reduce((most, { seq }) => Math.max(most, seq), 0);
  const seconds = run.run.durationMs / 1000;
  const number = String(requests).replace(/\B(?=(?:\d{3})+$)/g, " ");
  return [
    `${number} request${requests === 1 ? "" : "s"} in ${seconds.toFixed(seconds < 10 ? 1 : 0)} s`,
    ...options.files.map(clean),
  ];
}
