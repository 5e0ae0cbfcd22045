import { spawn } from "node:child_process";
import { request as send } from "undici";
import { runHook } from "../engine/scenarios/hook-run.ts";
import { secretsOfHook } from "../engine/scenarios/hook-secrets.ts";
import { Secrets } from "../engine/session/secrets.ts";
import type { HookAnswer, HookRequest, HookRunner, HookTools } from "../engine/scenarios/hook-run.ts";
import type { Hook, HookName } from "../profile/hook.ts";
import type { Profile } from "../profile/profile.ts";
import { placeholdersOf } from "../profile/template.ts";
import type { Json } from "../scim/json.ts";
import type { Stage } from "../engine/target/stage.ts";

/** Only the bundled server can give these to a hook. */
const OF_BUNDLED_SERVER: readonly string[] = ["adminUrl", "adminSecret"];

const HOOK_TIMEOUT_MS = 60_000;

/** What the hooks of a profile take from the environment, or hold as it is: secret whether they are run or not. */
export function secretsOfHooks({ hooks }: Pick<Profile, "hooks">): readonly string[] {
  return Object.values(hooks).flatMap((hook) => secretsOfHook(hook, environment));
}

function environment(name: string): string | undefined {
  return process.env[name];
}

/**
 * What the vendor's console can be made to do on a stage: the profile's hooks, as far as their values are known there.
 * `request` carries the HTTP ones; over the network when left out. What the hooks take from the environment is secret from
 * here on, before any of them is run.
 */
export function hookRunners(
  stage: Pick<Stage, "profile" | "hookValues">,
  given: Partial<Pick<HookTools, "request" | "secrets">>,
): Partial<Record<HookName, HookRunner>> {
  const { request = requestOverNetwork, secrets = new Secrets() } = given;
  const tools: HookTools = { request, secrets, shell: runShell, env: environment };
  secrets.add(...secretsOfHooks(stage.profile));
  const runners: Partial<Record<HookName, HookRunner>> = {};
  for (const [name, hook] of Object.entries(stage.profile.hooks) as [HookName, Hook][]) {
    if (!isServed(hook, stage.hookValues)) continue;
    runners[name] = (values) => runHook(hook, { ...stage.hookValues, ...values }, tools);
  }
  return runners;
}

function isServed(hook: Hook, known: Readonly<Record<string, Json>>): boolean {
  const asked = placeholdersOf({ ...hook } as Json);
  return OF_BUNDLED_SERVER.every((name) => !asked.includes(name) || Object.hasOwn(known, name));
}

async function requestOverNetwork({ method, url, headers, body }: HookRequest): Promise<HookAnswer> {
  const answer = await send(url, {
    method,
    headers: { ...headers },
    body: body ?? null,
    headersTimeout: HOOK_TIMEOUT_MS,
    bodyTimeout: HOOK_TIMEOUT_MS,
  });
  const received = Object.entries(answer.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]);
  return { status: answer.statusCode, headers: Object.fromEntries(received), text: await answer.body.text() };
}

function runShell(
  command: string,
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("/bin/sh", ["-c", command], {
      env: { ...process.env, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: HOOK_TIMEOUT_MS,
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: code ?? 1, stdout, stderr }));
  });
}
