import type { Command } from "commander";
import { list, single } from "./option-groups.ts";
import type { PlayOptions } from "./option-groups.ts";

/** Options of `runscope`. */
export interface RunscopeCommandOptions extends PlayOptions {
  readonly var?: readonly string[];
  readonly initialScript?: string;
  readonly allowScripts?: boolean;
  readonly skipScripts?: boolean;
  /** False with `--no-pauses`. */
  readonly pauses: boolean;
  readonly allowOrigin?: readonly string[];
}

/** What is given to the file, and what its scripts and pauses are worth. */
export function addExportOptions(command: Command): Command {
  return command
    .addOption(
      list("--var <name=value>", "value of a variable of the file; the target's URL and token are given anyway"),
    )
    .option(
      "--allow-scripts",
      "run the JavaScript in the file, with a second each and without require or process; it is no safe prison, so only where you trust the file",
    )
    .option("--skip-scripts", "leave the JavaScript in the file out; what it would judge is told as not judged")
    .addOption(single("--initial-script <file>", "JavaScript that sets variables first; only with --allow-scripts"))
    .option("--no-pauses", "leave the pauses between steps out")
    .addOption(
      list("--allow-origin <url>", "let steps send there too, for example to the organization that a test drives"),
    );
}
