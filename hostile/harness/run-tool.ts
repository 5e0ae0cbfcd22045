import { join } from "node:path";
import { executeRun } from "../../src/cli/commands/execute-run.ts";
import { reportError } from "../../src/cli/output/report-error.ts";
import type { CommandIo, TextOutput } from "../../src/cli/command-io.ts";
import type { RunChecksOptions } from "../../src/run/options.ts";

/** Where the tool is run, and with what. */
export interface ToolRun {
  readonly options: RunChecksOptions;
  /** A folder for its reports. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** What the tool gave back. */
export interface ToolOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What it would say if it were killed. */
  readonly lastWords: string;
  /** Path of the JSON report, whether it was written or not. */
  readonly report: string;
  /** Paths of all reports. */
  readonly files: readonly string[];
}

/** Runs the tool in this process with all that the command line does: progress, all reporters, exit code, complaints. */
export async function runTool({ options, folder, signal }: ToolRun): Promise<ToolOutcome> {
  const report = join(folder, "report.json");
  const junit = join(folder, "report.xml");
  const stdout = collect();
  const stderr = collect();
  const lastWords = collect();
  const setLastWords = (text: string): void => void lastWords.write(text);
  const nothing = (): undefined => undefined;
  const interruption = { signal, exitCode: nothing, attend: nothing, setFarewell: nothing, setLastWords };
  const io: CommandIo = { env: {}, stdout, stderr, interruption };
  const reporter = ["terminal", `json=${report}`, `junit=${junit}`];
  const exitCode = await executeRun(
    { runOptions: options, options: { reporter, token: "given", header: [] } },
    io,
  ).catch((error: unknown) => reportError(error, io));
  const said = { stdout: stdout.text(), stderr: stderr.text(), lastWords: lastWords.text() };
  return { exitCode, ...said, report, files: [report, junit] };
}

function collect(): TextOutput & { readonly text: () => string } {
  const pieces: string[] = [];
  return {
    write: (text) => Promise.resolve(pieces.push(text) > 0),
    finish: (text) => void pieces.push(text),
    problem: () => undefined,
    isTTY: false,
    columns: undefined,
    text: () => pieces.join(""),
  };
}
