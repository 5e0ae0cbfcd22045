import type { Suite } from "../../kit/check.ts";
import { REPORTERS } from "../../../reports/index.ts";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { ALL_SUITES } from "../../run/suites/all-suites.ts";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { builtInNames } from "../../documents/read-document.ts";
import { BUILT_IN_SCENARIOS } from "../../run/scenarios/built-in-scenarios.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { severityOf } from "../../engine/checks/requirements.ts";
import { clauseLabel } from "../clause-label.ts";
import { writeLines } from "../command-io.ts";
import type { CommandIo } from "../command-io.ts";
import { listedDefects } from "./defects.ts";
import { styleOf } from "../output/output-style.ts";
import type { OutputStyle } from "../output/output-style.ts";
import { paint } from "../output/paint.ts";
import { parseChoice } from "../parse/choice.ts";
import { toTable } from "../output/table.ts";
import { wrapText } from "../output/wrap-text.ts";
import { listRequirements, listUncovered } from "./list-requirements.ts";

type Lister = (style: OutputStyle) => readonly string[] | Promise<readonly string[]>;

/** What `list` can show, by name. */
const LISTERS = {
  suites: listSuites,
  checks: listChecks,
  requirements: listRequirements,
  scenarios: listScenarios,
  profiles: listProfiles,
  providers: listProviders,
  reporters: listReporters,
  defects: listDefects,
} satisfies Record<string, Lister>;

/** Options of `list`. */
export interface ListCommandOptions {
  readonly uncovered?: boolean;
}

/** Lists what there is: all checks by suite and the scenarios, or one kind of thing. */
export async function list(
  what: string | undefined,
  { uncovered = false }: ListCommandOptions,
  io: CommandIo,
): Promise<number> {
  const style = toStyle(io);
  const names = [
    "suites",
    "checks",
    "requirements",
    "scenarios",
    "profiles",
    "providers",
    "reporters",
    "defects",
  ] as const;
  const name = parseChoice(what, "list", names);
  if (uncovered) judgeUncovered(name);
  await writeLines(io.stdout, uncovered ? listUncovered(style) : await linesOf(name, style));
  return 0;
}

function judgeUncovered(name: keyof typeof LISTERS | undefined): void {
  if (name === "requirements") return;
  throw new UsageError(
    `--uncovered goes with list requirements only, not with list${name ? ` ${name}` : ""}.`,
    "Use zi-scim-check list requirements --uncovered.",
  );
}

async function linesOf(name: keyof typeof LISTERS | undefined, style: OutputStyle): Promise<readonly string[]> {
  if (name) return LISTERS[name](style);
  return [...listChecks(style), "", paint(style, "bold", "scenarios"), ...(await listScenarios(style))];
}

/** Without a terminal a row is one line, whatever its length: it is read by `grep`, not by eye. */
function toStyle({ stdout, env }: CommandIo): OutputStyle {
  const style = styleOf(stdout, env);
  return stdout.columns === undefined ? { ...style, width: Infinity } : style;
}

function listSuites({ width }: OutputStyle): readonly string[] {
  const rows = ALL_SUITES.map(({ id, title, checks, trafficRules }) => [
    id,
    `${checks.length + trafficRules.length} checks`,
    title,
  ]);
  return toTable(rows, width).flat();
}

function listChecks(style: OutputStyle): readonly string[] {
  const rowsOf = (suite: Suite): readonly (readonly string[])[] =>
    [...suite.checks, ...suite.trafficRules].map(({ id, title, clause }) => [
      id,
      severityOf(clause, REQUIREMENTS),
      clauseLabel(clause, REQUIREMENTS),
      title,
    ]);
  const table = toTable(ALL_SUITES.flatMap(rowsOf), style.width);
  let done = 0;
  return ALL_SUITES.flatMap((suite, index) => {
    const lines = table.slice(done, (done += suite.checks.length + suite.trafficRules.length)).flat();
    const heading = wrapText(`${suite.id}  ${suite.title}`, style.width).map((line) => paint(style, "bold", line));
    return [...(index === 0 ? [] : [""]), ...heading, ...lines];
  });
}

async function listScenarios({ width }: OutputStyle): Promise<readonly string[]> {
  const scenarios = await Promise.all((await builtInNames("scenario")).map(loadScenario));
  // Who says nothing plays the usual ones: the others make many people, or go into one thing.
  const isUsual = (id: string): boolean => BUILT_IN_SCENARIOS.includes(id);
  const usualFirst = [...scenarios.filter(({ id }) => isUsual(id)), ...scenarios.filter(({ id }) => !isUsual(id))];
  const rows = usualFirst.map(({ id, profile, title }) => [id, profile, isUsual(id) ? "" : "by name", title]);
  return toTable(rows, width).flat();
}

async function listProfiles({ width }: OutputStyle): Promise<readonly string[]> {
  const profiles = await Promise.all((await builtInNames("profile")).map(loadProfile));
  const rows = profiles.map(({ id, title, description }) => [id, title, description]);
  return toTable(rows, width).flat();
}

function listProviders({ width }: OutputStyle): readonly string[] {
  const rows = IDENTITY_PROVIDERS.map(({ id, title, dialects, features }) => [
    id,
    title,
    `dialects ${dialects.map((dialect) => dialect.id).join(", ")}`,
    `features ${features.map((feature) => feature.id).join(", ")}`,
  ]);
  return toTable(rows, width).flat();
}

function listReporters({ width }: OutputStyle): readonly string[] {
  const rows = REPORTERS.map(({ name, title }) => [name, title]);
  return toTable(rows, width).flat();
}

function listDefects({ width }: OutputStyle): readonly string[] {
  const rows = listedDefects().map(({ defect, noticedBy }) => [
    defect.name,
    `breaks ${defect.breaks}`,
    `noticed by ${noticedBy.join(", ")}`,
  ]);
  return toTable(rows, width).flat();
}
