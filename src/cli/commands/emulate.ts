import { loadScenario } from "../../documents/load-scenario.ts";
import { UsageError } from "../../documents/usage-error.ts";
import type { CommandIo } from "../command-io.ts";
import { executeRun } from "./execute-run.ts";
import type { PlayOptions } from "../parse/option-groups.ts";
import { parseUrl } from "../parse/reach/url.ts";
import { withoutPassword } from "../../run/target-url.ts";
import { toPlaySettings, toTargetSettings } from "../parse/to-run-options.ts";

/** Options of `emulate`. */
export interface EmulateCommandOptions extends PlayOptions {
  readonly target?: string;
}

/** Plays scenarios, without any check, and judges all that they exchange by the traffic rules: against the target, or each against a bundled server of its own. */
export async function emulate(
  names: readonly string[],
  options: EmulateCommandOptions,
  io: CommandIo,
): Promise<number> {
  const baseUrl = options.target === undefined ? undefined : parseUrl(options.target);
  const settings = { ...(await toTargetSettings(baseUrl, options, io.env)), ...toPlaySettings(baseUrl, options) };
  rejectUrls(names);
  const scenarios = await Promise.all(names.map(loadScenario));
  if (baseUrl === undefined) rejectProfile(options);
  return executeRun(
    { runOptions: { ...settings, checks: false, scenarios }, options: { ...options, scenario: names } },
    io,
  );
}

function rejectUrls(names: readonly string[]): void {
  const url = names.find((name) => /^https?:\/\//i.test(name));
  if (url === undefined) return;
  throw new UsageError(
    `"${withoutPassword(url)}" is the URL of a target, and no scenario.`,
    "Write it behind --target: zi-scim-check emulate <scenario> --target <url>.",
  );
}

function rejectProfile({ profile }: EmulateCommandOptions): void {
  if (profile === undefined) return;
  throw new UsageError(
    "--profile says what a target is like, and there is none.",
    "Name it with --target; a scenario plays on a bundled server in the profile that its document names.",
  );
}
