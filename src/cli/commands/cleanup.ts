import { cleanUpRun } from "../../run/clean-up-run.ts";
import type { CleanUpRunResult } from "../../run/clean-up-run.ts";
import { writeLines } from "../command-io.ts";
import type { CommandIo } from "../command-io.ts";
import type { TargetOptions } from "../option-groups.ts";
import { parseUrl } from "../parse/url.ts";
import { toTargetSettings } from "../to-run-options.ts";

/** Options of `cleanup`. */
export interface CleanupCommandOptions extends TargetOptions {
  readonly run: string;
}

/** Removes what an interrupted run left on the target. Exit code 1 when something could not be removed, or not be looked for. */
export async function cleanup(url: string, options: CleanupCommandOptions, io: CommandIo): Promise<number> {
  const baseUrl = parseUrl(url);
  const { url: _, ...settings } = await toTargetSettings(baseUrl, options, io.env);
  io.interruption.attend();
  const result = await cleanUpRun({
    ...settings,
    url: baseUrl,
    runId: options.run,
    signal: io.interruption.signal,
  });
  await writeLines(io.stdout, describe(result));
  const isOpen = result.left.length + result.unclear.length + result.unsearched.length > 0;
  return io.interruption.exitCode() ?? (isOpen ? 1 : 0);
}

function describe({ removed, deactivated, left, unclear, unsearched }: CleanUpRunResult): readonly string[] {
  const nothing = removed + deactivated.length + left.length + unclear.length + unsearched.length === 0;
  if (nothing) return ["Nothing of that run is left."];
  return [
    `${removed} removed, ${deactivated.length} deactivated, ${left.length} left.`,
    ...deactivated.map(({ endpoint, id }) => `deactivated  ${endpoint}/${id}  (the target does not delete)`),
    ...left.map(({ endpoint, id, why }) => `left         ${endpoint}/${id}  ${why}`),
    ...unclear.map(({ endpoint, name }) => `unclear      ${endpoint}  whether there is ${name}`),
    ...unsearched.map((endpoint) => `unclear      ${endpoint}  could not be looked through for names of that run`),
  ];
}
