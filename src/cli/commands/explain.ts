import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { breaksOf } from "../../engine/providers/breaks.ts";
import type { Suite } from "../../kit/check.ts";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { builtInNames } from "../../documents/read-document.ts";
import { didYouMean } from "../../documents/suggest.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { claimedIds } from "../../exchange/clause.ts";
import type { Requirement, Requirements } from "../../../suites/requirements/requirement.ts";
import { severityOf, toFindingClause, urlOf } from "../../engine/checks/requirements.ts";
import { writeLines } from "../command-io.ts";
import type { CommandIo } from "../command-io.ts";
import { allDeclarations } from "../declarations.ts";
import type { Declaration } from "../declarations.ts";
import { listedDefects, provenAgainst } from "./defects.ts";
import { breaksLines, explainDefect, explainScenario, isSame } from "./explain-played.ts";
import { explainMessage } from "./provider/explain-message.ts";
import { toTable } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { styleOf } from "../output/output-style.ts";

/**
 * Explains a check, a traffic rule, a rule, a scenario or a defect by its id, whatever the letter case, or a text that an identity
 * provider shows.
 */
export async function explain(id: string, io: CommandIo): Promise<number> {
  const { width } = styleOf(io.stdout, io.env);
  const lines =
    explainRested(id) ?? (await explainScenario(id)) ?? explainDefect(id) ?? explainMessage(id) ?? (await reject(id));
  await writeLines(
    io.stdout,
    lines.flatMap((line) => wrapText(line, Math.min(width, 120))),
  );
  return 0;
}

/** A check, a traffic rule, or what they rest on. */
function explainRested(id: string): readonly string[] | undefined {
  const declarations = allDeclarations();
  const declaration = declarations.find(({ declared }) => isSame(declared.id, id));
  if (declaration) return explainDeclaration(declaration, REQUIREMENTS);
  const rule = [...REQUIREMENTS.values()].find((row) => isSame(row.id, id));
  if (rule) return explainRule(rule, restingOn(rule.id, declarations));
  const vendor = restingOn(id, declarations);
  return vendor.length > 0 ? explainVendorRule(id, vendor) : undefined;
}

async function reject(id: string): Promise<never> {
  const checks = allDeclarations().map(({ declared }) => declared.id);
  const defects = listedDefects().map(({ defect }) => defect.name);
  const known = [...checks, ...REQUIREMENTS.keys(), ...(await builtInNames("scenario")), ...defects];
  throw new UsageError(
    `There is no check, rule, scenario or defect "${id}"${didYouMean(id, known) || "."}`,
    "zi-scim-check list shows all checks and scenarios; a requirement's id looks like RFC7644-3.3-05.",
  );
}

function explainDeclaration({ declared, suite, kind }: Declaration, requirements: Requirements): readonly string[] {
  const { id, title, clause, advice } = declared;
  const consequence = severityOf(clause, requirements) === "must" ? "a breach fails the run" : "a breach is a warning";
  const rests =
    clause.kind === "vendor" ? vendorLines(declared, requirements) : ruleLines(clause.requirements, requirements);
  return [
    id,
    title,
    "",
    kind === "check"
      ? `A check of the suite ${suite.id}; ${consequence}.`
      : `Judged on every exchange of a run; ${consequence}.`,
    ...("needs" in declared && declared.needs ? [`Only where the target has ${declared.needs.join(", ")}.`] : []),
    ...harmLines(declared, suite),
    "",
    "It rests on",
    ...rests,
    "",
    "What to change",
    `  ${advice}`,
    "",
    "It is proven against a server with",
    ...toLines(provenAgainst(declared).map((defect) => [defect.name, `breaks ${defect.breaks}`])),
  ];
}

/** What breaks in the providers whose features the check decides; of a traffic rule, when it counts for them. */
function harmLines(declared: Declaration["declared"], suite: Suite): readonly string[] {
  if (!("run" in declared))
    return ["Breaks a feature of an identity provider where the provider's own client sent the exchange."];
  const breaks = breaksOf(suite.id, declared.features ?? [], IDENTITY_PROVIDERS);
  const { breaksIn } = declared;
  const where = breaksIn === undefined ? "" : ` With --dialect ${breaksIn.join(" or ")} only.`;
  const lines = breaksLines((provider) => breaks[provider] ?? []).map((line) => `${line}${where}`);
  return lines.length === 0 ? ["Breaks no feature of an identity provider by itself."] : lines;
}

function ruleLines(ids: readonly string[], requirements: Requirements): readonly string[] {
  return ids.flatMap((id) => {
    const rule = requirements.get(id);
    return rule ? describeRule(rule) : [];
  });
}

function describeRule(rule: Requirement): readonly string[] {
  return [
    `  ${rule.id}  RFC ${rule.rfc} section ${rule.section}, ${rule.level}`,
    `    ${rule.requirement}`,
    `    ${urlOf(rule)}`,
  ];
}

function vendorLines({ clause }: Declaration["declared"], requirements: Requirements): readonly string[] {
  const { source, level, text, url } = toFindingClause(clause, requirements);
  const seen = clause.kind === "vendor" ? `, seen ${clause.seen}` : "";
  return [`  ${claimedIds(clause).join(", ")}  ${source}, ${level}${seen}`, `    ${text}`, `    ${url}`];
}

function explainRule(rule: Requirement, resting: readonly Declaration[]): readonly string[] {
  const [head = "", text = "", url = ""] = describeRule(rule).map((line) => line.trim());
  const basis = rule.doubt ? `${rule.basis}, in doubt` : rule.basis;
  return [
    head,
    text,
    url,
    "",
    `Its level rests on: ${basis}. ${rule.observable ? "A client can see whether it is kept." : "No client can see whether it is kept."}`,
    "",
    ...checkLines(resting),
  ];
}

function explainVendorRule(id: string, resting: readonly Declaration[]): readonly string[] {
  const [first] = resting;
  const lines = first ? vendorLines(first.declared, REQUIREMENTS).map((line) => line.trim()) : [id];
  return [...lines, "", ...checkLines(resting)];
}

function checkLines(resting: readonly Declaration[]): readonly string[] {
  if (resting.length === 0) return ["No check rests on it."];
  return ["Checks that rest on it", ...toLines(resting.map(({ declared }) => [declared.id, declared.title]))];
}

/** Rows of one line each: they are broken with all other lines. */
function toLines(rows: readonly (readonly string[])[]): readonly string[] {
  return toTable(rows, Infinity).flat();
}

function restingOn(id: string, declarations: readonly Declaration[]): readonly Declaration[] {
  return declarations.filter(({ declared }) => claimedIds(declared.clause).some((one) => isSame(one, id)));
}
