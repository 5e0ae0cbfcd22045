import { counted } from "../../../src/exchange/counted.ts";
import { brokenBy } from "../../../src/engine/report/causes.ts";
import type { CauseGroup } from "../../../src/engine/report/causes.ts";
import { isFailure, isGating } from "../../../src/engine/report/outcome.ts";
import { formatClause } from "../../../src/engine/report/report-phrases.ts";
import { formatAgain } from "../../../src/engine/report/repeat/again.ts";
import type { Finding } from "../../../src/engine/run.ts";
import { renderEvidence } from "./evidence.ts";
import { heading, signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { toReadable } from "../text/readable.ts";
import { renderAgain, renderReproduction } from "./reproduction.ts";
import { padEnd, textWidth } from "../text/text-width.ts";
import { fill, hanging } from "../text/wrap.ts";

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
  yield [heading(page, "FAILURES", counts)];
  for (const [index, cause] of page.causes.entries()) yield renderCause(page, cause, index + 1);
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
    renderLabels(page, cause),
    renderReproduction(page, lead),
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
    ...harmOf(page, cause),
    formatClause(lead.clause, page.options.unicode),
    counted(findings.length - warnings, "check") + (warnings === 0 ? "" : `, ${counted(warnings, "warning")}`),
  ];
  return fill(facts, { width: page.measure - INDENT.length, separator: "   " }).map((line) => INDENT + line);
}

/** Nothing where no feature of the provider was judged: then nobody knows. */
function harmOf({ run }: Page, cause: CauseGroup): readonly string[] {
  const { idp, provider } = run.run;
  const broken = brokenBy(cause, idp);
  if (broken.length > 0) return [`breaks ${broken.join(", ")} in ${provider.title}`];
  const isJudged = Object.values(run.summary.providers[idp] ?? {}).some((verdict) => verdict !== "not tested");
  if (!isJudged) return [];
  const isOfRfc = cause.findings.every(({ clause }) => clause.section !== null);
  return [isOfRfc ? "RFC only" : `breaks no feature of ${provider.title}`];
}

function renderLabels(page: Page, { lead, findings, advice }: CauseGroup): readonly string[] {
  const { clean, measure, options, ink, run } = page;
  const others = findings.filter((finding) => finding !== lead && isFailure(finding, options.failOn));
  return [
    ...hanging(`${INDENT}${ink.dim("fix")}    `, clean(advice), measure),
    ...renderWhy(page, lead),
    ...renderAgain(page, formatAgain([lead, ...others], { ...options, run })),
  ];
}

/** `explain` knows no rule of the user's own, so that one is told here. */
function renderWhy({ clean, measure, ink }: Page, { check, clause }: Finding): readonly string[] {
  const start = `${INDENT}${ink.dim("why")}    `;
  if (clause.source !== "own") return [`${start}zi-scim-check explain ${check}`];
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
