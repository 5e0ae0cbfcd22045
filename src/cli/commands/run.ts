import type { CommandIo } from "../command-io.ts";
import { executeRun } from "./execute-run.ts";
import type { RunCommandOptions } from "../parse/option-groups.ts";
import { toRunRequest } from "../run-words.ts";

/** Checks the target at the URL, or the bundled server when there is none. */
export async function run(url: string | undefined, options: RunCommandOptions, io: CommandIo): Promise<number> {
  return executeRun(await toRunRequest(url, options, io.env), io);
}
