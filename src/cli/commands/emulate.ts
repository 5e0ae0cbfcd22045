import { loadScenario } from "../../documents/load-scenario.ts";
import { UsageError } from "../../documents/usage-error.ts";
import type { Scenario } from "../../engine/scenario.ts";
import type { CommandIo } from "../command-io.ts";
import { executeRun } from "../execute-run.ts";
import type { PlayOptions } from "../option-groups.ts";
import { parseUrl } from "../parse/url.ts";
import { toPlaySettings, toTargetSettings } from "../to-run-options.ts";

/** Options of `emulate`. */
export interface EmulateCommandOptions extends PlayOptions {
  readonly target?: string;
}

/** Plays scenarios, without any check: against the target, or each against a bundled server of its own. */
export async function emulate(
  names: readonly string[],
  options: EmulateCommandOptions,
  io: CommandIo,
): Promise<number> {
  const baseUrl = options.target === undefined ? undefined : parseUrl(options.target);
  const settings = { ...toTargetSettings(baseUrl, options, io.env), ...toPlaySettings(baseUrl, options) };
  const scenarios = await Promise.all(names.map(loadScenario));
  const profile = baseUrl === undefined ? ownProfile(options) : (options.profile ?? commonProfile(scenarios));
  const runOptions = { ...settings, ...(profile === undefined ? {} : { profile }), checks: false, scenarios };
  return executeRun({ runOptions, options }, io);
}

function ownProfile({ profile }: EmulateCommandOptions): undefined {
  if (profile === undefined) return undefined;
  throw new UsageError(
    "--profile says what a target is like, and there is none.",
    "Name it with --target; a scenario plays on a bundled server in the profile that its document names.",
  );
}

/** A target is taken for what the scenarios are written for, unless the user says what it is. */
function commonProfile(scenarios: readonly Scenario[]): string | undefined {
  const profiles = [...new Set(scenarios.map(({ profile }) => profile))];
  if (profiles.length <= 1) return profiles[0];
  throw new UsageError(
    `The scenarios are written for different profiles: ${profiles.join(", ")}.`,
    "Say with --profile what the target is like, or play them one by one.",
  );
}
