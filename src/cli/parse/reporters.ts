import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "../../documents/usage-error.ts";
import { checkReportFile } from "../output/report-file.ts";
import { parseChoice } from "./choice.ts";

/** Who reports, and where to. */
export interface ReportTarget {
  readonly reporter: string;
  /** Path as the user gave it; undefined for stdout. */
  readonly file: string | undefined;
}

/** What can be asked for, and what is meant when nothing is. */
export interface KnownReporters {
  readonly names: readonly string[];
  readonly fallback: string;
}

/**
 * Report targets from `name` or `name=file` texts; `fallback` on stdout when there are none. Throws `UsageError` for an
 * unknown reporter, two on stdout, one file twice, or a file that cannot be written.
 */
export function parseReporters(texts: readonly string[], known: KnownReporters): readonly ReportTarget[] {
  const { names, fallback } = known;
  const targets = texts.length === 0 ? [{ reporter: fallback, file: undefined }] : texts.map((t) => parse(t, names));
  const onStdout = targets.filter(({ file }) => file === undefined).map(({ reporter }) => reporter);
  if (onStdout.length > 1) {
    throw new UsageError(
      `Two reporters write to stdout: ${onStdout.join(" and ")}.`,
      `Give all but one of them a file, for example --reporter ${onStdout[1]}=report.${onStdout[1]}.`,
    );
  }
  const files = targets.flatMap(({ file }) => (file === undefined ? [] : [resolve(file)]));
  const twice = files.find((file, index) => files.indexOf(file) < index);
  if (twice !== undefined) throw new UsageError(`Two reporters write to ${twice}.`, "Give each a file of its own.");
  return targets;
}

function parse(text: string, known: readonly string[]): ReportTarget {
  const sign = text.indexOf("=");
  const name = sign < 0 ? text : text.slice(0, sign);
  const reporter = parseChoice(name, "--reporter", known) ?? name;
  if (sign < 0) return { reporter, file: undefined };
  const file = text.slice(sign + 1);
  if (file === "")
    throw new UsageError(`--reporter ${text} names no file.`, `For example --reporter ${name}=report.txt.`);
  checkFile(file);
  return { reporter, file };
}

function checkFile(file: string): void {
  const folder = dirname(resolve(file));
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(
      `The report ${file} cannot be written: there is no folder ${folder}.`,
      "Create the folder first.",
    );
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`The report ${file} cannot be written: that is a folder.`, "Name a file in it.");
  }
  checkReportFile(file);
}
