import type { CommandIo } from "../command-io.ts";
import { executeRun } from "../execute-run.ts";
import type { PlayOptions } from "../option-groups.ts";
import { parseUrl } from "../parse/url.ts";
import { toPlaySettings, toTargetSettings } from "../to-run-options.ts";

/** Options of `emulate`. */
export interface EmulateCommandOptions extends PlayOptions {
  readonly target?: string;
}

/** Plays scenarios against the target, without any check. */
export async function emulate(
  scenarios: readonly string[],
  options: EmulateCommandOptions,
  io: CommandIo,
): Promise<number> {
  const baseUrl = options.target === undefined ? undefined : parseUrl(options.target);
  const runOptions = {
    ...toTargetSettings(baseUrl, options, io.env),
    ...toPlaySettings(baseUrl, options),
    checks: false,
    scenarios,
  };
  return executeRun({ runOptions, options }, io);
}
