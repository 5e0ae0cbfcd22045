import { Command } from "commander";
import type { RunChecksOptions } from "../run/options.ts";
import type { runChecks } from "../run/run-checks.ts";
import type { CommandIo } from "./command-io.ts";
import { COMMAND_NAMES } from "./command-names.ts";
import { addRunOptions } from "./parse/option-groups.ts";
import type { RunCommandOptions } from "./parse/option-groups.ts";
import { toOtherTenant, toPlaySettings, toSelection, toTargetSettings } from "./parse/to-run-options.ts";
import { parseUrl } from "./parse/reach/url.ts";

/** A run as the command line asks for it. */
export interface RunRequest {
  readonly runOptions: RunChecksOptions;
  /** The options as they were written. */
  readonly options: Partial<RunCommandOptions>;
  /** Carries it out; `runChecks` when left out. */
  readonly start?: typeof runChecks;
  /** How it is asked for again, where that is not `run`. */
  readonly words?: RequestWords;
}

/** The words of a command other than `run`. */
export interface RequestWords {
  /** What stands before the URL. */
  readonly command: readonly string[];
  /** By the id of a scenario, what plays it again. */
  readonly scenario: Readonly<Record<string, string>>;
}

/** What the words after `zi-scim-check run` ask for. Rejects with `UsageError` when it cannot be carried out. */
export async function toRunRequest(
  url: string | undefined,
  options: RunCommandOptions,
  env: CommandIo["env"],
): Promise<RunRequest> {
  const baseUrl = url === undefined ? undefined : parseUrl(url, COMMAND_NAMES);
  const target = await toTargetSettings(baseUrl, options, env);
  const runOptions = {
    ...target,
    ...toOtherTenant(options, target),
    ...toPlaySettings(baseUrl, options),
    ...toSelection(options),
  };
  return { runOptions, options };
}

/** Reads the words of a command line that runs: what stands behind `zi-scim-check`. */
export async function parseRunWords(words: readonly string[], env: CommandIo["env"]): Promise<RunRequest> {
  const command = addRunOptions(new Command("run").argument("[url]")).exitOverride();
  command.parse([...words], { from: "user" });
  return toRunRequest(command.args[0], command.opts<RunCommandOptions>(), env);
}
