import type { CommandIo } from "../command-io.ts";
import { COMMAND_NAMES } from "../command-names.ts";
import { executeRun } from "./execute-run.ts";
import type { RunCommandOptions } from "../parse/option-groups.ts";
import { parseUrl } from "../parse/url.ts";
import { toPlaySettings, toSelection, toTargetSettings } from "../parse/to-run-options.ts";

/** Checks the target at the URL, or the bundled server when there is none. */
export async function run(url: string | undefined, options: RunCommandOptions, io: CommandIo): Promise<number> {
  const baseUrl = url === undefined ? undefined : parseUrl(url, COMMAND_NAMES);
  const runOptions = {
    ...(await toTargetSettings(baseUrl, options, io.env)),
    ...toPlaySettings(baseUrl, options),
    ...toSelection(options),
  };
  return executeRun({ runOptions, options }, io);
}
