import type { Reporter, RenderOptions } from "../../engine/report/reporter.ts";
import type { Run } from "../../engine/run.ts";
import type { Repeat } from "../repeat/to-repeat.ts";
import type { CommandIo } from "../command-io.ts";
import { FILE_STYLE, styleOf } from "./output-style.ts";
import type { ReportTarget } from "../parse/reporters.ts";
import { UnwrittenReport, isReplacedFile, writeReportFile, writeReportFileNow } from "./report-file.ts";

/** Who reports where to, and how. */
export interface ReportsOptions {
  readonly targets: readonly ReportTarget[];
  readonly reporters: readonly Reporter[];
  readonly failOn: RenderOptions["failOn"];
  readonly brief?: boolean;
  readonly repeat: (run: Run) => Repeat;
}

/** What became of the files. */
export interface WrittenReports {
  readonly files: readonly string[];
  /** A sentence for each file that could not be written. */
  readonly problems: readonly string[];
}

/** The reports of one run. */
export interface Reports {
  /** Writes the files before it returns, of a run that may yet go on; devices, pipes and stdout wait for its end. */
  readonly save: (run: Run) => void;
  /** Writes every report, files first so that the one on stdout can name them. One that cannot be written stops no other. */
  readonly write: (run: Run) => Promise<WrittenReports>;
  /** Writes, before it returns, what has not been written of the run that is known by now: the process ends at once. */
  readonly finish: () => void;
}

/** Prepares the reports of a run. */
export function createReports(options: ReportsOptions, io: CommandIo): Reports {
  const ofFiles = options.targets.filter((target) => target.file !== undefined);
  const problems = new Map<string, string>();
  let known: Run | undefined;
  let isEnding = false;
  let onStdout: Iterable<string> | undefined;

  const targetsOf = (isReplaced: boolean): readonly (readonly [string, () => Iterable<string>])[] =>
    ofFiles.flatMap(({ reporter, file = "" }) => {
      const files = ofFiles.map((one) => one.file ?? "");
      const text = (): Iterable<string> => render(options, { ...FILE_STYLE, reporter, files, run: known });
      return isReplacedFile(file) === isReplaced ? [[file, text] as const] : [];
    });
  const writeNow = (isReplaced: boolean): void => {
    for (const [file, text] of targetsOf(isReplaced)) {
      note(problems, file, () => writeReportFileNow(file, text()));
    }
  };
  const written = (): WrittenReports => ({
    files: ofFiles.flatMap(({ file = "" }) => (problems.has(file) ? [] : [file])),
    problems: [...problems.values()],
  });
  /** What stdout has not got yet: begun once, and gone on with by whoever ends it. */
  const restOnStdout = (): Iterable<string> => {
    const target = options.targets.find(({ file }) => file === undefined);
    const { files } = written();
    const style = { ...styleOf(io.stdout, io.env), files, run: known };
    onStdout ??= target === undefined ? [] : once(render(options, { ...style, reporter: target.reporter }));
    return onStdout;
  };
  const save = (run: Run): void => {
    known = run;
    problems.clear();
    writeNow(true);
  };
  return {
    save,
    write: async (run) => {
      save(run);
      isEnding = true;
      const { signal } = io.interruption;
      for (const [file, text] of targetsOf(false)) {
        await noteLater(problems, file, writeReportFile(file, text(), signal));
      }
      for (const piece of restOnStdout()) if (!(await io.stdout.write(piece))) break;
      const problem = io.stdout.problem();
      if (problem !== undefined) problems.set("stdout", `The report on stdout cannot be written: ${problem}.`);
      return written();
    },
    finish: () => {
      if (known === undefined) return;
      if (!isEnding) writeNow(false);
      for (const piece of restOnStdout()) io.stdout.finish(piece);
      io.stdout.finish("");
      io.stderr.finish(
        written()
          .problems.map((problem) => `\nerror: ${problem}`)
          .join(""),
      );
    },
  };
}

interface Rendering extends Omit<RenderOptions, "failOn" | "brief" | "saved" | keyof Repeat> {
  readonly reporter: string;
  readonly run: Run | undefined;
}

function render(
  { reporters, failOn, brief = false, repeat, targets }: ReportsOptions,
  { reporter, run, ...style }: Rendering,
): Iterable<string> {
  const found = reporters.find(({ name }) => name === reporter);
  if (!found) throw new Error(`the reporter ${reporter} has vanished`);
  if (run === undefined) return [];
  const saved = targets.find((target) => target.reporter === "json" && target.file !== undefined)?.file;
  return found.render(run, { ...style, failOn, brief, ...(saved === undefined ? {} : { saved }), ...repeat(run) });
}

/** So that a second loop goes on where the first one stands. */
function* once(pieces: Iterable<string>): Iterable<string> {
  yield* pieces;
}

function note(problems: Map<string, string>, file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof UnwrittenReport)) throw error;
    problems.set(file, error.message);
  }
}

async function noteLater(problems: Map<string, string>, file: string, writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    note(problems, file, () => {
      throw error;
    });
  }
}
