import { counted } from "../../../src/exchange/counted.ts";
import { brokenBy } from "../../../src/engine/report/causes.ts";
import type { CauseGroup } from "../../../src/engine/report/causes.ts";
import { formatHarm, isJudged, isOfRfcs } from "../../../src/engine/report/features/harm-words.ts";
import { isFailure, isGating } from "../../../src/engine/report/outcome.ts";
import { formatClause, formatSteps } from "../../../src/engine/report/report-phrases.ts";
import { MOST_SCRIPTS } from "../../../src/engine/report/reporter.ts";
import { quoteShell } from "../../../src/engine/report/shell.ts";
import { formatAgain } from "../../../src/engine/report/repeat/again.ts";
import type { Finding } from "../../../src/engine/run.ts";
import { renderEvidence } from "./evidence.ts";
import { heading, signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { toReadable } from "../text/readable.ts";
import { renderContrast } from "./contrast.ts";
import { renderAgain, renderCommand, renderReproduction } from "./reproduction.ts";
import { padEnd, textWidth } from "../text/text-width.ts";
import { fill, hanging, wrap } from "../text/wrap.ts";

const INDENT = "    ";
const MAX_LISTED = 24;

/** What fails, by its causes: the number of causes and of checks are two things. Each element is one block of lines. */
export function* renderFailures(page: Page): Generator<readonly string[]> {
  if (page.causes.length === 0) return;
  const checks = page.causes.flatMap(({ findings }) => findings).filter((f) => isFailure(f, page.options.failOn));
  const all = `${counted(page.causes.length, "cause")}, ${counted(checks.length, "check")}`;
  const gating = checks.filter((finding) => isGating(finding, page.options.failOn)).length;
  const counts =
    gating === checks.length ? all : `${all}, ${gating} of them counted by --fail-on ${page.options.failOn}`;
  const { idp, provider } = page.run.run;
  const isTold = isJudged(page.run);
  const firstHarmless = isTold ? page.causes.findIndex((cause) => brokenBy(cause, idp).length === 0) : -1;
  yield [
    heading(page, "FAILURES", counts),
    ...(firstHarmless > 0 ? [subheading(page, `what breaks ${page.clean(provider.title)}`, firstHarmless)] : []),
  ];
  for (const [index, cause] of page.causes.entries()) {
    if (index > 0 && index === firstHarmless) {
      yield [subheading(page, harmlessHeading(page, index), page.causes.length - index)];
    }
    yield renderCause(page, cause, index + 1);
  }
  if (page.causes.length > MOST_SCRIPTS) yield renderRest(page);
}

function subheading({ ink }: Page, name: string, causes: number): string {
  return `${ink.bold(name)}   ${counted(causes, "cause")}`;
}

/** RFC only, unless a vendor's rule is among them. */
function harmlessHeading({ causes, run, clean }: Page, from: number): string {
  const isOfRfc = causes.slice(from).every(isOfRfcs);
  return isOfRfc ? "RFC only" : `what breaks no feature of ${clean(run.run.provider.title)}`;
}

/** Scripts of fifty causes would hide the causes. */
function renderRest({ options, measure, ink }: Page): readonly string[] {
  const where = options.saved === undefined ? "; --reporter json=run.json writes the file" : "";
  const text = `A script and the answer of the reference server stand with the first ${MOST_SCRIPTS} causes. For the others "more" shows them${where}.`;
  return wrap(text, measure).map(ink.dim);
}

function renderCause(page: Page, cause: CauseGroup, number: number): readonly string[] {
  const { lead } = cause;
  const { bold } = page.ink;
  const start = `${bold(String(number))} ${signOf(page, "fail")} `;
  const blocks = [
    [
      ...hanging(start, page.clean(toReadable(cause.title)), page.measure).map((line) => emphasise(line, start, bold)),
      ...renderFacts(page, cause),
    ],
    ...renderEvidence(page, lead),
    renderContrast(page, lead),
    renderLabels(page, cause, number),
    number > MOST_SCRIPTS ? [] : renderReproduction(page, lead),
    renderMembers(page, cause),
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ["", ...block]));
}

function emphasise(line: string, start: string, bold: (text: string) => string): string {
  return line.startsWith(start) ? start + bold(line.slice(start.length)) : bold(line);
}

/** What breaks in the identity provider, the rule, and how many checks say so. */
function renderFacts(page: Page, cause: CauseGroup): readonly string[] {
  const { lead, findings } = cause;
  const warnings = findings.filter((finding) => !isFailure(finding, page.options.failOn)).length;
  const facts = [
    ...[formatHarm(cause, page.run) ?? []].flat(),
    formatClause(lead.clause, page.options.unicode),
    counted(findings.length - warnings, "check") + (warnings === 0 ? "" : `, ${counted(warnings, "warning")}`),
  ];
  return fill(facts, { width: page.measure - INDENT.length, separator: "   " }).map((line) => INDENT + line);
}

function renderLabels(page: Page, cause: CauseGroup, number: number): readonly string[] {
  const { lead, findings } = cause;
  const { clean, measure, options, ink, run } = page;
  const others = findings.filter((finding) => finding !== lead && isFailure(finding, options.failOn));
  return [
    ...renderPlayed(page, cause),
    ...hanging(`${INDENT}${ink.dim("fix")}    `, clean(cause.advice), measure),
    ...renderWhy(page, lead),
    ...renderAgain(page, formatAgain([lead, ...others], { ...options, run })),
    ...(number > MOST_SCRIPTS ? renderMore(page, lead) : []),
  ];
}

/** The steps of scenarios in which it was seen. */
function renderPlayed({ ink, clean, measure }: Page, { findings }: CauseGroup): readonly string[] {
  const told = formatSteps(findings);
  return told === "" ? [] : hanging(`${INDENT}${ink.dim("in")}     `, clean(told), measure);
}

function renderMore(page: Page, { check }: Finding): readonly string[] {
  const file = quoteShell(page.options.saved ?? "run.json");
  return renderCommand(page, `zi-scim-check explain ${check} --from ${file}`, { label: "more", indent: INDENT });
}

/** `explain` knows no rule of the user's own, so that one is told here. */
function renderWhy(page: Page, { check, clause }: Finding): readonly string[] {
  const { clean, measure, ink } = page;
  if (clause.source !== "own") {
    return renderCommand(page, `zi-scim-check explain ${check}`, { label: "why", indent: INDENT });
  }
  const start = `${INDENT}${ink.dim("why")}    `;
  return hanging(start, `${clean(clause.text)} ${clean(clause.url)}`, measure);
}

/** The checks that the cause is behind, in columns; nothing when it is one alone. */
function renderMembers({ measure, ink, clean }: Page, { findings }: CauseGroup): readonly string[] {
  if (findings.length === 1) return [];
  const ids = findings.map(({ check }) => clean(check));
  const shown = ids.slice(0, MAX_LISTED);
  const column = Math.max(...shown.map(textWidth)) + 2;
  const lines = fill(
    shown.map((id) => padEnd(id, column)),
    { width: measure - INDENT.length + 2, separator: "" },
  );
  const more = ids.length - shown.length;
  return [...lines, ...(more > 0 ? [`and ${more} more, named in the JSON report`] : [])].map(
    (line) => INDENT + ink.dim(line.trimEnd()),
  );
}
