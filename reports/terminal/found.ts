import { counted } from "../../src/exchange/counted.ts";
import { formatAgain } from "../../src/engine/report/repeat/again.ts";
import { formatClause } from "../../src/engine/report/report-phrases.ts";
import type { RenderOptions } from "../../src/engine/report/reporter.ts";
import type { Finding, Run, ScenarioResult } from "../../src/engine/run.ts";
import { renderWhole } from "./exchange-pages.ts";
import { createPage, heading, signOf } from "./page.ts";
import type { Page } from "./page.ts";
import { renderScenarios } from "./scenarios/scenarios.ts";
import { renderContrast } from "./sections/contrast.ts";
import { renderMismatch } from "./sections/evidence.ts";
import { renderHeader } from "./sections/header.ts";
import { renderAgain, renderCommand, renderReproduction } from "./sections/reproduction.ts";
import { toReadable } from "./text/readable.ts";
import { fill, hanging } from "./text/wrap.ts";

const INDENT = "    ";
const PLACE = { label: "why", indent: INDENT };

/** One finding of a run with all that is known of it: every exchange of its check in full, and the script. */
export function renderFound(run: Run, finding: Finding, options: RenderOptions): string {
  const page = createPage(run, options);
  const exchanges = finding.exchanges.flatMap((seq) => page.exchangeOf(seq) ?? []);
  const script = finding.decisive === null ? [] : renderReproduction(page, finding);
  return toText([
    renderHeader(page),
    renderClaim(page, finding),
    finding.mismatch === null ? [] : renderMismatch(page, finding.mismatch),
    renderContrast(page, finding),
    renderLabels(page, finding),
    exchanges.length === 0 ? [] : [heading(page, "EXCHANGES", countOf(finding, exchanges.length))],
    renderWhole(page, exchanges, finding.decisive),
    script.length === 0 ? [] : [heading(page, "SCRIPT"), ...script],
  ]);
}

/** One scenario of a run: its steps, and the exchanges of the first one that failed. */
export function renderPlayed(run: Run, scenario: ScenarioResult, options: RenderOptions): string {
  const page = createPage({ ...run, scenarios: [scenario] }, options);
  const failed = scenario.steps.find(({ verdict }) => verdict === "fail" || verdict === "error");
  const exchanges = (failed?.exchanges ?? []).flatMap((seq) => page.exchangeOf(seq) ?? []);
  const shown = exchanges.slice(-MAX_EXCHANGES);
  return toText([
    renderHeader(page),
    renderScenarios(page).slice(1),
    [heading(page, "STEPS"), ...scenario.steps.flatMap((step) => renderStep(page, step))],
    failed === undefined || shown.length === 0
      ? []
      : [heading(page, "EXCHANGES", `of the step "${page.clean(failed.step)}"`)],
    shown.length === exchanges.length ? [] : [`${INDENT}the last ${shown.length} of ${exchanges.length}`],
    renderWhole(page, shown, null),
  ]);
}

const MAX_EXCHANGES = 20;

function renderStep(page: Page, step: ScenarioResult["steps"][number]): readonly string[] {
  const told = `${step.step}: ${counted(step.exchanges.length, "exchange")}`;
  return hanging(`  ${signOf(page, step.verdict)} `, page.clean(told), page.measure);
}

function renderClaim(page: Page, finding: Finding): readonly string[] {
  const { clean, measure, ink, options } = page;
  const { verdict, reason, title, check, clause } = finding;
  const facts = [verdict, formatClause(clause, options.unicode), ...harmOf(page, finding), ...causeOf(finding)];
  return [
    `${signOf(page, verdict)} ${ink.bold(clean(check))}`,
    ...hanging(INDENT, clean(title), measure),
    ...fill(facts.map(clean), { width: measure - INDENT.length, separator: "   " }).map((line) => INDENT + line),
    ...(reason === "" ? [] : ["", ...hanging(INDENT, clean(toReadable(reason)), measure).map(ink.bold)]),
  ];
}

function harmOf({ run: { run } }: Page, { breaks, verdict }: Finding): readonly string[] {
  const broken = breaks[run.idp] ?? [];
  return verdict === "fail" && broken.length > 0 ? [`breaks ${broken.join(", ")} in ${run.provider.title}`] : [];
}

function causeOf({ cause, check }: Finding): readonly string[] {
  return cause === null || cause === check ? [] : [`same cause as ${cause}`];
}

function renderLabels(page: Page, finding: Finding): readonly string[] {
  const { clean, measure, ink, options, run } = page;
  const { verdict, clause, check, advice } = finding;
  const isBreach = verdict === "fail" || verdict === "warn";
  return [
    ...(isBreach ? hanging(`${INDENT}${ink.dim("fix")}    `, clean(advice), measure) : []),
    ...(clause.source === "own" ? [] : renderCommand(page, `zi-scim-check explain ${check}`, PLACE)),
    ...renderAgain(page, formatAgain([finding], { ...options, run })),
  ];
}

/** Of a traffic rule the first alone are kept. */
function countOf({ exchangeCount }: Finding, shown: number): string {
  return shown === exchangeCount ? String(shown) : `${shown} of ${exchangeCount}`;
}

function toText(blocks: readonly (readonly string[])[]): string {
  const told = blocks.filter((block) => block.length > 0).map((block) => `${block.join("\n")}\n`);
  return told.join("\n");
}
