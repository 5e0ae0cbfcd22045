import type { Exchange } from "../../../exchange/exchange.ts";
import type { Finding, Run } from "../../run.ts";
import type { RenderOptions } from "../reporter.ts";
import { quoteShell } from "../shell.ts";
import { makersOf, othersListed, surestOf } from "./behind.ts";
import { WALK } from "../../quick/walk-id.ts";

/** What is played again. */
export interface AgainSelection {
  /** Checks and traffic rules. */
  readonly checks: readonly string[];
  readonly scenarios: readonly string[];
}

/** What the command is made from. */
export interface AgainOptions extends Pick<RenderOptions, "command" | "scenarioWords"> {
  readonly run: Pick<Run, "exchanges" | "scenarios">;
}

const MAX_NAMED = 4;

/**
 * The command that shows again what these findings of one cause are about: by a pattern, by names, or, of many, the first
 * alone. The first one leads.
 */
export function formatAgain(findings: readonly Finding[], options: AgainOptions): string {
  // A walk is carried out as a whole.
  if (findings.some((finding) => isOfWalk(finding, options.run))) return `${options.command} --quick`;
  const ids = findings.map(({ check }) => check);
  const whole = union(findings.map((finding) => playedFor(finding, options.run)));
  const prefix = commonPrefix(ids);
  const pattern = ids.length > 1 && prefix.length > 1 ? `${prefix.join(".")}.` : undefined;
  const named = pattern === undefined ? whole.checks : whole.checks.filter((id) => !id.startsWith(pattern));
  const count = named.length + whole.scenarios.length;
  const [first] = findings;
  if (count > MAX_NAMED && findings.length > 1 && first !== undefined) return formatAgain([first], options);
  return toCommand({ ...whole, checks: [...(pattern === undefined ? [] : [`${pattern}*`]), ...named] }, options);
}

function isOfWalk({ decisive }: Finding, { exchanges }: AgainOptions["run"]): boolean {
  return exchanges.find(({ seq }) => seq === decisive)?.cause.id === WALK;
}

/** The command that plays a scenario again. */
export function formatScenarioAgain(id: string, options: Omit<AgainOptions, "run">): string {
  return toCommand({ checks: [], scenarios: [id] }, options);
}

/**
 * The check or traffic rule of a finding, and what made the exchange that decides: a traffic rule sends nothing itself, and
 * what one check supposes may be told of another.
 */
export function playedFor(finding: Finding, { exchanges, scenarios }: AgainOptions["run"]): AgainSelection {
  const deciding = surestOf(finding, exchanges);
  const others = deciding.slice(-1).flatMap((one) => neighboursOf(one, finding, exchanges));
  const makers = new Set([...deciding, ...others].flatMap((one) => makerOf(one, exchanges) ?? []));
  const isScenario = (maker: string): boolean => scenarios.some(({ id }) => id === maker);
  return {
    checks: [...new Set([finding.check, ...[...makers].filter((maker) => !isScenario(maker))])],
    scenarios: [...makers].filter(isScenario),
  };
}

/**
 * The creates of some others that a list shows: it may be wrong in showing them, as one with a filter, or only show the fault
 * among several.
 */
function neighboursOf(list: Exchange, { check }: Finding, all: readonly Exchange[]): readonly Exchange[] {
  const isOwn = list.cause.id === check || list.cause.kind === "discovery";
  if (isOwn && !/[?&]filter=/.test(list.request.url)) return [];
  return othersListed(
    list,
    all.filter(({ seq }) => seq < list.seq),
  );
}

/** The check or scenario that has an exchange sent; undefined where every run sends it. */
function makerOf(exchange: Exchange, all: readonly Exchange[]): string | undefined {
  const { kind, id } = exchange.cause;
  if (kind === "preflight" || kind === "discovery") return undefined;
  if (kind !== "cleanup") return id;
  // The clean-up looks for what was made, where anything was.
  const earlier = all.filter(({ seq }) => seq < exchange.seq);
  const made = makersOf(exchange, earlier).at(-1) ?? earlier.find((other) => isCreateIn(other, exchange));
  return made === undefined || made.cause.kind === "cleanup" ? undefined : makerOf(made, earlier);
}

function isCreateIn({ request }: Exchange, { request: { url } }: Exchange): boolean {
  return request.method === "POST" && request.url === url.split("?", 1)[0];
}

function union(selections: readonly AgainSelection[]): AgainSelection {
  return {
    checks: [...new Set(selections.flatMap(({ checks }) => checks))],
    scenarios: [...new Set(selections.flatMap(({ scenarios }) => scenarios))],
  };
}

function toCommand(
  { checks, scenarios }: AgainSelection,
  { command, scenarioWords = {} }: Omit<AgainOptions, "run">,
): string {
  return [
    command,
    ...checks.map((check) => `--only ${quoteShell(check)}`),
    ...scenarios.map((id) => scenarioWords[id] ?? `--scenario ${quoteShell(id)}`),
  ]
    .filter((word) => word !== "")
    .join(" ");
}

/** The segments that all ids begin with, without a last one of any of them. */
function commonPrefix(ids: readonly string[]): readonly string[] {
  const [first = [], ...others] = ids.map((id) => id.split(".").slice(0, -1));
  const end = first.findIndex((segment, index) => others.some((other) => other[index] !== segment));
  return end === -1 ? first : first.slice(0, end);
}
