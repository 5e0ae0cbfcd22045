import { counted } from "../../../src/exchange/counted.ts";
import { outcomeOf, whyUndecided } from "../../../src/engine/report/outcome.ts";
import type { Outcome } from "../../../src/engine/report/outcome.ts";
import type { Run } from "../../../src/engine/run.ts";
import { signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { textWidth } from "../text/text-width.ts";
import { fill, hanging } from "../text/wrap.ts";

const GAP = "   ";
const SIGNS = { conforms: "pass", fails: "fail", undecided: "skip", lost: "warn", interrupted: "warn" } as const;

/** What was written and asked, and, as the last line, the verdict with as many of the counts as fit. */
export function renderVerdict(page: Page): readonly string[] {
  const outcome = outcomeOf(page.run, page.options.failOn);
  let last = `${signOf(page, SIGNS[outcome])} ${page.ink.bold(wordingOf(page, outcome))}`;
  const left: string[] = [];
  for (const [index, count] of countsOf(page, outcome).entries()) {
    const longer = `${last}${index === 0 ? GAP : "  "}${count}`;
    if (left.length === 0 && textWidth(longer) <= page.options.width) last = longer;
    else left.push(count);
  }
  return [...fill([...left, ...trafficOf(page)], { width: page.measure, separator: GAP }), ...residueOf(page), last];
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

function wordingOf(page: Page, outcome: Outcome): string {
  const { run, options } = page;
  const { checks, scenarios } = run.summary;
  const level = options.failOn === "should" ? "SHOULD" : "MUST";
  const features = run.summary.providers[options.failOn];
  if (features !== undefined || run.run.quick)
    return wordingForProvider(run, outcome) ?? wordingOf({ ...page, options: { ...options, failOn: "must" } }, outcome);
  switch (outcome) {
    case "conforms":
      if (checks.total === 0) return `${counted(scenarios.pass, "scenario")} passed`;
      return `conforms at ${level}`;
    case "fails":
      return checks.fail + scenarios.fail === 0 ? `does not conform at ${level}` : "does not conform";
    case "undecided":
      if (checks.error + scenarios.error > 0) return "nothing is claimed";
      return `nothing is claimed, as ${whyUndecided(run, options.failOn)}`;
    case "lost":
      return "the target was lost, so incomplete";
    case "interrupted":
      return "interrupted, so incomplete";
  }
}

/** The verdict where only the provider counts; undefined where the usual one is right. */
function wordingForProvider(whole: Run, outcome: Outcome): string | undefined {
  const { run, summary } = whole;
  const { idp, provider } = run;
  if (outcome === "conforms")
    return `nothing breaks in ${provider.title}${run.quick ? ", as far as a quick run shows" : ""}`;
  if (outcome === "undecided" && summary.checks.error + summary.scenarios.error === 0)
    return `nothing is claimed, as ${whyUndecided(whole, idp)}`;
  if (outcome !== "fails") return undefined;
  const failing = provider.features.filter(({ id }) => summary.providers[idp]?.[id] === "fails").map(({ id }) => id);
  return failing.length === 0
    ? `a scenario of ${provider.title} fails`
    : `breaks in ${provider.title}: ${failing.join(", ")}`;
}

/** The counts, the most telling first. */
function countsOf(page: Page, outcome: Outcome): readonly string[] {
  const { checks, scenarios, requirements } = page.run.summary;
  const exempt = outcome === "fails" && page.options.failOn === "never" ? ["--fail-on never: exit code 0"] : [];
  if (checks.total === 0) return [...exempt, ...failedOf(page), "no check was run"];
  const coverage = page.run.run.quick ? "quick" : coverageOf(requirements);
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
      ? [coverage, `${checks.pass} passed`, ...counts.filter((c) => !c.endsWith("passed"))]
      : [...counts, coverage];
  return [...exempt, ...all];
}

/** A run of a vendor's rules alone is told by these. */
function coverageOf({ exercised, observable, vendor }: Run["summary"]["requirements"]): string {
  return exercised === 0 && vendor.exercised > 0
    ? `${vendor.exercised} of ${vendor.total} rules of vendors exercised`
    : `${exercised} of ${observable} observable requirements exercised`;
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
