import type { Reporter, RenderOptions } from "../engine/reporter.ts";
import type { Run } from "../engine/run.ts";
import type { CommandIo } from "./command-io.ts";
import { FILE_STYLE, styleOf } from "./output-style.ts";
import type { ReportTarget } from "./parse/reporters.ts";
import { UnwrittenReport, writeReportFile } from "./report-file.ts";

/** What is reported, and how. */
export interface ReportRequest {
  readonly run: Run;
  readonly targets: readonly ReportTarget[];
  readonly reporters: readonly Reporter[];
  readonly failOn: RenderOptions["failOn"];
  readonly command: string;
}

/** What became of the files. */
export interface WrittenReports {
  readonly files: readonly string[];
  /** A sentence for each file that could not be written. */
  readonly problems: readonly string[];
}

/** Writes every report, files first so that the one on stdout can name them. One that cannot be written stops no other. */
export async function writeReports(request: ReportRequest, io: CommandIo): Promise<WrittenReports> {
  const { failOn, command } = request;
  const written = await writeFiles(request);
  const onStdout = request.targets.find(({ file }) => file === undefined);
  if (!onStdout) return written;
  const style = styleOf(io.stdout, io.env);
  for (const piece of pieces(request, onStdout.reporter, { ...style, failOn, command, files: written.files })) {
    if (!(await io.stdout.write(piece))) break;
  }
  return written;
}

async function writeFiles(request: ReportRequest): Promise<WrittenReports> {
  const { failOn, command, targets } = request;
  const all = targets.flatMap(({ file }) => (file === undefined ? [] : [file]));
  const problems = new Map<string, string>();
  for (const { reporter, file } of targets) {
    if (file === undefined) continue;
    const text = pieces(request, reporter, { ...FILE_STYLE, failOn, command, files: all });
    const problem = await problemOf(writeReportFile(file, text));
    if (problem !== undefined) problems.set(file, problem);
  }
  return { files: all.filter((file) => !problems.has(file)), problems: [...problems.values()] };
}

async function problemOf(writing: Promise<void>): Promise<string | undefined> {
  try {
    await writing;
    return undefined;
  } catch (error) {
    if (error instanceof UnwrittenReport) return error.message;
    throw error;
  }
}

function pieces(request: ReportRequest, name: string, options: RenderOptions): Iterable<string> {
  const reporter = request.reporters.find((candidate) => candidate.name === name);
  if (!reporter) throw new Error(`the reporter ${name} has vanished`);
  return reporter.render(request.run, options);
}
