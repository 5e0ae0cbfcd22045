import { REPORTERS } from "../../../reports/index.ts";
import { Interrupted } from "../../engine/endurance/interrupted.ts";
import type { EventListener } from "../../engine/event.ts";
import type { Run, RunHeader } from "../../engine/run.ts";
import { Secrets } from "../../exchange/masking/secrets.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { FAIL_ON_LEVELS } from "../../engine/report/outcome.ts";
import { findProvider } from "../../run/find-provider.ts";
import { resolveProfile, runChecks } from "../../run/run-checks.ts";
import { withReferences } from "../../run/reference/with-references.ts";
import { writeLines } from "../command-io.ts";
import { boundYoungGeneration, holdYoungGeneration } from "../young-generation.ts";
import type { CommandIo } from "../command-io.ts";
import { exitCodeOf } from "../exit-code.ts";
import type { RunRequest } from "../run-words.ts";
import { findAgent } from "../output/agent-environment.ts";
import { styleOf } from "../output/output-style.ts";
import { DEFAULT_TOKEN_VARIABLE } from "../parse/reach/credentials.ts";
import { parseChoice } from "../parse/choice.ts";
import { parseReporters } from "../parse/reporters.ts";
import type { ReportTarget } from "../parse/reporters.ts";
import { createProgress } from "../progress/progress.ts";
import { reachWords } from "../repeat/repeat-command.ts";
import { toRepeat } from "../repeat/to-repeat.ts";
import { createReports } from "../output/write-reports.ts";
import type { Reports } from "../output/write-reports.ts";

/** Runs with live progress on stderr, writes the reports, and gives the exit code. */
export async function executeRun(request: RunRequest, io: CommandIo): Promise<number> {
  const { options } = request;
  io.interruption.attend();
  await sayUnusedToken(request, io);
  const { idp } = findProvider(options.idp, options.dialect);
  const failOn = parseChoice(options.failOn, "--fail-on", [...FAIL_ON_LEVELS, idp.id]) ?? "must";
  const targets = await chooseTargets(options, io);
  const { brief = false } = options;
  const secrets = io.secrets ?? new Secrets();
  const repeat = await toRepeat(request, secrets);
  const reports = createReports({ targets, reporters: REPORTERS, failOn, brief, repeat }, io);
  io.interruption.setFarewell(reports.finish);
  const played = await runWithProgress(request, { io: { ...io, secrets }, reports });
  if (!played) return sayInterrupted(io);
  const run = brief ? played : await withReferences(played, await resolveProfile(request.runOptions), failOn);
  const { files, problems } = await reports.write(run);
  const signalCode = io.interruption.exitCode();
  const exitCode = problems.length > 0 ? (signalCode ?? 3) : exitCodeOf(run, failOn, signalCode);
  if (targets.every(({ file }) => file !== undefined)) await sayVerdict({ run, files, exitCode }, io);
  await writeLines(
    io.stderr,
    problems.map((problem) => `error: ${problem}`),
  );
  return exitCode;
}

/** Who has exported a token for a target and names none may believe that the target was checked. */
async function sayUnusedToken({ runOptions }: RunRequest, io: CommandIo): Promise<void> {
  if (runOptions.url !== undefined || !io.env[DEFAULT_TOKEN_VARIABLE]) return;
  await writeLines(io.stderr, [
    `note: ${DEFAULT_TOKEN_VARIABLE} is set, but there is no URL: the bundled server is checked, and does not get it.`,
  ]);
}

/** Who reports where to. A coding agent that names nobody gets the report that is made for it, and is told so. */
async function chooseTargets(
  { reporter = [], brief = false }: RunRequest["options"],
  io: CommandIo,
): Promise<readonly ReportTarget[]> {
  const isOpen = reporter.length === 0 && !brief && !io.stdout.isTTY;
  const found = isOpen ? findAgent(io.env) : undefined;
  const names = REPORTERS.map(({ name }) => name);
  const targets = parseReporters(reporter, { names, fallback: found === undefined ? "terminal" : "agent" });
  if (brief && targets.every((target) => target.reporter !== "terminal")) {
    throw new UsageError(
      "--brief is given, but no terminal report is asked for.",
      "Leave it out, or add --reporter terminal.",
    );
  }
  if (found !== undefined) {
    await writeLines(io.stderr, [
      `Reported as --reporter agent does, as ${found.variable} says that ${found.agent} reads it; --reporter terminal is the report for people.`,
    ]);
  }
  return targets;
}

interface Surroundings {
  readonly io: CommandIo;
  readonly reports: Reports;
}

/** The run; undefined when it was interrupted before there was anything to report. */
async function runWithProgress(request: RunRequest, { io, reports }: Surroundings): Promise<Run | undefined> {
  const { runOptions } = request;
  const { signal } = io.interruption;
  const begun = createBeginning(signal);
  const progress = createProgress({
    write: (text) => void io.stderr.write(text),
    isTTY: io.stderr.isTTY && io.env["TERM"] !== "dumb",
    ci: Boolean(io.env["CI"]),
    ...styleOf(io.stderr, io.env),
  });
  const warn = (): void => progress.note(STOPPING);
  signal.addEventListener("abort", warn, { once: true });
  const keepBound = runOptions.url === undefined ? boundYoungGeneration() : holdYoungGeneration;
  keepBound();
  const onEvent: EventListener = (event) => {
    if (runOptions.url === undefined) keepBound();
    if (event.type === "run-start") io.interruption.setLastWords(lastWords(request, event.run));
    if (event.type === "run-partial") {
      begun.confirm();
      io.interruption.setLastWords(lastWords(request, event.run.run));
      reports.save(event.run);
    }
    progress.listen(event);
  };
  try {
    const start = request.start ?? runChecks;
    return await Promise.race([start({ ...runOptions, signal, onEvent }, io.secrets), begun.failed]);
  } catch (error) {
    if (error instanceof Interrupted) return undefined;
    throw error;
  } finally {
    signal.removeEventListener("abort", warn);
    progress.end();
  }
}

interface Beginning {
  /** There is a run that ends by itself. */
  readonly confirm: () => void;
  /** Resolves a second after the interruption of a run that had not begun: a document may still be waited for. */
  readonly failed: Promise<undefined>;
}

function createBeginning(signal: AbortSignal): Beginning {
  let timer: NodeJS.Timeout | undefined;
  let isConfirmed = false;
  const failed = new Promise<undefined>((resolve) => {
    const wait = (): void => {
      if (!isConfirmed) timer = setTimeout(() => resolve(undefined), 1000);
    };
    signal.addEventListener("abort", wait, { once: true });
  });
  const confirm = (): void => {
    isConfirmed = true;
    clearTimeout(timer);
  };
  return { confirm, failed };
}

const STOPPING = "Stopping: what the run created is being removed. Press Ctrl-C again to end at once.";

function lastWords({ runOptions, options }: RunRequest, { id, target }: RunHeader): string {
  if (runOptions.url === undefined || runOptions.keep) return "Stopped at once.";
  const words = ["zi-scim-check cleanup", target.baseUrl, ...reachWords(options), `--run ${id}`];
  return `Stopped at once: what is left on the target goes with ${words.join(" ")}`;
}

async function sayInterrupted(io: CommandIo): Promise<number> {
  await writeLines(io.stderr, ["Interrupted before anything was judged; nothing was left behind."]);
  return io.interruption.exitCode() ?? 130;
}

interface Ended {
  readonly run: Run;
  readonly files: readonly string[];
  readonly exitCode: number;
}

/** With all reports in files nobody would see how it went. */
async function sayVerdict({ run, files, exitCode }: Ended, io: CommandIo): Promise<void> {
  const { checks, scenarios } = run.summary;
  const counts = `${checks.pass} passed, ${checks.fail} failed, ${checks.warn} warned, ${checks.skip} skipped`;
  const played = `${scenarios.pass} of ${scenarios.total} scenarios passed`;
  const reports = files.length === 0 ? "" : ` Reports: ${files.join(", ")}`;
  await writeLines(io.stderr, [`${counts}; ${played}; exit code ${exitCode}.${reports}`]);
}
