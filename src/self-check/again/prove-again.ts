import { exitCodeOf } from "../../cli/exit-code.ts";
import { parseRunWords } from "../../cli/run-words.ts";
import { toShellWords } from "../../cli/repeat/shell-words.ts";
import { toRepeat } from "../../cli/repeat/to-repeat.ts";
import type { Repeat } from "../../cli/repeat/to-repeat.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { UnreachableTarget } from "../../engine/endurance/unreachable-target.ts";
import { isFailure } from "../../engine/report/outcome.ts";
import { formatAgain } from "../../engine/report/repeat/again.ts";
import type { Finding, Run } from "../../engine/run.ts";
import { Secrets } from "../../exchange/masking/secrets.ts";
import type { Defect } from "../../kit/defect.ts";
import { createLeapingClock } from "../../run/clocks/leaping-clock.ts";
import { runWithin } from "../../run/run-checks.ts";
import type { RunChecksOptions } from "../../run/options.ts";
import { PROOF_TOKEN, serveDefect } from "../proving-ground.ts";
import type { ServerPlan } from "../proving-ground.ts";

/** A defect and the checks and traffic rules that notice it. */
export interface Noticed {
  readonly defect: Defect;
  readonly noticedBy: readonly string[];
}

/** Whether the command that a report prints for a finding shows it again. */
export interface AgainProof {
  readonly defect: string;
  readonly check: string;
  readonly command: string;
  /** What came instead; empty when the finding was seen again. */
  readonly problem: string;
}

const BASE_URL = "http://proving.ground.example/scim/v2";
const ENV = { SCIM_TOKEN: PROOF_TOKEN };

/** Between them the servers have every capability. */
const SERVERS: readonly (readonly string[])[] = [
  ["--profile", "generic"],
  ["--profile", "zoominfo", "--seats", "Sales=30", "--seats", "Marketing=15"],
];

/** A finding of a run, and how reports say that the run is repeated. */
export interface FirstFinding extends Played {
  readonly finding: Finding;
  /** The options that say what the server is like. */
  readonly server: readonly string[];
}

/** Where a defect is looked for. */
export interface FirstRun {
  /** Checks that run as well, so that traffic rules have traffic. */
  readonly others: readonly string[];
  /** What the server, which is in this process, is told to be called; a made-up URL when left out. */
  readonly baseUrl?: string;
}

/**
 * Checks a server with the defect by the checks that notice it and some others, takes the command that reports print for a
 * finding of the former, and carries that out against a fresh server with the defect. Undefined when nothing is found.
 */
export async function proveAgain(noticed: Noticed, others: readonly string[]): Promise<AgainProof | undefined> {
  const first = await findFirst(noticed, { others });
  if (first === undefined) return undefined;
  const { finding, run, repeat } = first;
  const command = formatAgain([finding], { run, ...repeat });
  const problem = await findProblem(finding, { command, defect: noticed.defect });
  return { defect: noticed.defect.name, check: finding.check, command, problem };
}

/** The first finding of the checks that notice a defect; undefined when there is none on any server. */
export async function findFirst(
  { defect, noticedBy }: Noticed,
  { others, baseUrl = BASE_URL }: FirstRun,
): Promise<FirstFinding | undefined> {
  const only = [...new Set([...noticedBy, ...others])].flatMap((id) => ["--only", id]);
  for (const server of SERVERS) {
    const first = await play([baseUrl, ...server, ...only], defect);
    const finding = first?.run.findings.find((one) => noticedBy.includes(one.check) && isFailure(one, "should"));
    if (first !== undefined && finding !== undefined) return { ...first, finding, server };
  }
  return undefined;
}

interface Played {
  readonly run: Run;
  readonly repeat: Repeat;
}

/** Plays a command line against a fresh server in this process; undefined when the target cannot be reached. */
async function play(words: readonly string[], defect: Defect): Promise<Played | undefined> {
  const request = await parseRunWords(words, ENV);
  const { runOptions } = request;
  const clock = createLeapingClock();
  const handler = serveDefect({ ...(await planOf(runOptions)), clock }, defect);
  const secrets = new Secrets();
  try {
    const run = await runWithin(runOptions, { secrets, inProcess: { fetch: handler, clock } });
    return { run, repeat: (await toRepeat(request, secrets))(run) };
  } catch (error) {
    if (error instanceof UnreachableTarget) return undefined;
    throw error;
  }
}

/** What the server is like that these options describe. */
export async function planOf({ profile, seats = [] }: RunChecksOptions): Promise<Omit<ServerPlan, "clock">> {
  const products = seats.map(({ product, total }) => ({ name: product, total }));
  return { profile: await loadProfile(String(profile)), products };
}

interface Repeated {
  readonly command: string;
  readonly defect: Defect;
}

async function findProblem(finding: Finding, { command, defect }: Repeated): Promise<string> {
  const [npx, tool, ...words] = toShellWords(command, ENV);
  if (npx !== "npx" || tool !== "zi-scim-check") return `the command begins with ${npx} ${tool}`;
  const second = await play(words, defect);
  if (second === undefined) return "the target cannot be reached";
  const seen = second.run.findings.find(({ check }) => check === finding.check);
  if (seen?.verdict !== finding.verdict) return `${seen?.verdict ?? "nothing"} instead of ${finding.verdict}`;
  const code = exitCodeOf(second.run, "must", undefined);
  return finding.verdict === "fail" && code !== 1 ? `exit code ${code} instead of 1` : "";
}
