import { open, rename, rm } from "node:fs/promises";
import type { Reporter, RenderOptions } from "../engine/reporter.ts";
import type { Run } from "../engine/run.ts";
import type { CommandIo } from "./command-io.ts";
import { FILE_STYLE, styleOf } from "./output-style.ts";
import type { ReportTarget } from "./parse/reporters.ts";

/** What is reported, and how. */
export interface ReportRequest {
  readonly run: Run;
  readonly targets: readonly ReportTarget[];
  readonly reporters: readonly Reporter[];
  readonly failOn: RenderOptions["failOn"];
  readonly command: string;
}

/** Writes every report, files first so that the one on stdout can name them. Rejects when a file cannot be written. */
export async function writeReports(request: ReportRequest, io: CommandIo): Promise<void> {
  const { failOn, command } = request;
  const files = request.targets.flatMap(({ file }) => (file === undefined ? [] : [file]));
  for (const { reporter, file } of request.targets) {
    if (file === undefined) continue;
    await writeFile(file, pieces(request, reporter, { ...FILE_STYLE, failOn, command, files }));
  }
  const onStdout = request.targets.find(({ file }) => file === undefined);
  if (!onStdout) return;
  const style = styleOf(io.stdout, io.env);
  for (const piece of pieces(request, onStdout.reporter, { ...style, failOn, command, files })) {
    if (!(await io.stdout.write(piece))) return;
  }
}

function pieces(request: ReportRequest, name: string, options: RenderOptions): Iterable<string> {
  const reporter = request.reporters.find((candidate) => candidate.name === name);
  if (!reporter) throw new Error(`the reporter ${name} has vanished`);
  return reporter.render(request.run, options);
}

/** Whole or not at all: an interrupted write leaves the old file. */
async function writeFile(path: string, text: Iterable<string>): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(draft, "w");
    try {
      for (const piece of text) await file.write(piece);
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}
