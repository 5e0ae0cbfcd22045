import type { FailOn } from "./outcome.ts";
import type { Run } from "../run.ts";
import type { ShellAccess } from "./repeat/shell-access.ts";

/** Causes that are shown with a script, and with what the reference server answers; of the rest `explain --from` tells as much. */
export const MOST_SCRIPTS = 5;

/** Turns a Run into text; a pure function of it, in pieces so that size does not matter. */
export interface Reporter {
  /** The name that `--reporter` takes. */
  readonly name: string;
  readonly title: string;
  readonly render: (run: Run, options: RenderOptions) => Iterable<string>;
}

/** What a reporter must know of the place it writes to. */
export interface RenderOptions {
  /** ANSI colours are wanted. */
  readonly color: boolean;
  /** Characters beyond ASCII can be shown. */
  readonly unicode: boolean;
  /** Columns; at least 40. */
  readonly width: number;
  /** What fails the run. */
  readonly failOn: FailOn;
  /** Files that other reporters write in the same run, to be named at the end. */
  readonly files: readonly string[];
  /** The JSON report of the same run, where one is written. */
  readonly saved?: string;
  /** One screen is wanted: the table, the verdict, and a line or two a cause. */
  readonly brief?: boolean;
  /** How to run one check again: the command with everything but `--only` and `--scenario`, secrets as variables. */
  readonly command: string;
  /** The words that play a scenario again, by its id, where they are others than `--scenario <id>`. */
  readonly scenarioWords?: Readonly<Record<string, string>>;
  /** The words with which any command reaches the target: credentials and TLS; none when left out. */
  readonly reach?: string;
  /** How scripts reach the target; with a token in `SCIM_TOKEN` when left out. */
  readonly access?: ShellAccess;
}

/** Declares a reporter; the type is all it adds. */
export function defineReporter(reporter: Reporter): Reporter {
  return reporter;
}
