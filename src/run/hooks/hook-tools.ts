import { runHook } from "../../engine/scenarios/play/hook-run.ts";
import { secretsOfHook } from "../../engine/scenarios/play/hook-secrets.ts";
import { Interrupted } from "../../engine/endurance/interrupted.ts";
import { Secrets } from "../../exchange/masking/secrets.ts";
import type { HookRunner, HookTools } from "../../engine/scenarios/play/hook-run.ts";
import type { Hook, HookName } from "../../profile/hook.ts";
import type { Profile } from "../../profile/profile.ts";
import { placeholdersOf } from "../../profile/template.ts";
import type { Json } from "../../scim/json.ts";
import type { Stage } from "../../engine/target/stage.ts";
import { requestOverNetwork } from "./hook-request.ts";
import { runShell } from "./run-shell.ts";

/** Only the bundled server can give these to a hook. */
const OF_BUNDLED_SERVER: readonly string[] = ["adminUrl", "adminSecret"];

/** How hooks are carried out. */
export interface HookOptions {
  /** Ends what a hook is doing; its runner rejects with `Interrupted`. */
  readonly signal: AbortSignal;
  /** Carries the HTTP ones; over the network when left out. */
  readonly request?: HookTools["request"];
  /** What must not be shown; fresh when left out. */
  readonly secrets?: Secrets;
}

/** What the hooks of a profile take from the environment, or hold as it is: secret whether they are run or not. */
export function secretsOfHooks({ hooks }: Pick<Profile, "hooks">): readonly string[] {
  return Object.values(hooks).flatMap((hook) => secretsOfHook(hook, environment));
}

function environment(name: string): string | undefined {
  return process.env[name];
}

/**
 * What the vendor's console can be made to do on a stage: the profile's hooks, as far as their values are known there. What the
 * hooks take from the environment is secret from here on, before any of them is run.
 */
export function hookRunners(
  stage: Pick<Stage, "profile" | "hookValues">,
  { signal, request, secrets = new Secrets() }: HookOptions,
): Partial<Record<HookName, HookRunner>> {
  const tools: HookTools = {
    request: request ?? ((asked) => requestOverNetwork(asked, signal)),
    secrets,
    shell: (command, variables) => runShell({ command, variables, signal }),
    env: environment,
  };
  secrets.add(...secretsOfHooks(stage.profile));
  const runners: Partial<Record<HookName, HookRunner>> = {};
  for (const [name, hook] of Object.entries(stage.profile.hooks) as [HookName, Hook][]) {
    if (!isServed(hook, stage.hookValues)) continue;
    runners[name] = (values) => interruptible(signal, () => runHook(hook, { ...stage.hookValues, ...values }, tools));
  }
  return runners;
}

function isServed(hook: Hook, known: Readonly<Record<string, Json>>): boolean {
  const asked = placeholdersOf({ ...hook } as Json);
  return OF_BUNDLED_SERVER.every((name) => !asked.includes(name) || Object.hasOwn(known, name));
}

/** Whatever goes wrong once the run is interrupted is its doing. */
async function interruptible(signal: AbortSignal, run: () => Promise<Json>): Promise<Json> {
  if (signal.aborted) throw new Interrupted();
  try {
    return await run();
  } catch (error) {
    if (signal.aborted) throw new Interrupted();
    throw error;
  }
}
