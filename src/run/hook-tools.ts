import { spawn } from "node:child_process";
import { request } from "undici";
import { runHook } from "../engine/hook-run.ts";
import type { HookRunner, HookTools } from "../engine/hook-run.ts";
import type { Hook, HookName } from "../profile/hook.ts";
import { placeholdersOf } from "../profile/template.ts";
import type { Json } from "../scim/json.ts";
import type { Stage } from "../engine/stage.ts";

/** Only the bundled server can give these to a hook. */
const OF_BUNDLED_SERVER: readonly string[] = ["adminUrl", "adminSecret"];

const HOOK_TIMEOUT_MS = 60_000;

/** What the vendor's console can be made to do on a stage: the profile's hooks, as far as their values are known there. */
export function hookRunners(stage: Pick<Stage, "profile" | "hookValues">): Partial<Record<HookName, HookRunner>> {
  const runners: Partial<Record<HookName, HookRunner>> = {};
  for (const [name, hook] of Object.entries(stage.profile.hooks) as [HookName, Hook][]) {
    if (!isServed(hook, stage.hookValues)) continue;
    runners[name] = (values) => runHook(hook, { ...stage.hookValues, ...values }, TOOLS);
  }
  return runners;
}

function isServed(hook: Hook, known: Readonly<Record<string, Json>>): boolean {
  const asked = placeholdersOf({ ...hook } as Json);
  return OF_BUNDLED_SERVER.every((name) => !asked.includes(name) || Object.hasOwn(known, name));
}

const TOOLS: HookTools = {
  request: async ({ method, url, headers, body }) => {
    const answer = await request(url, {
      method,
      headers: { ...headers },
      body: body ?? null,
      headersTimeout: HOOK_TIMEOUT_MS,
      bodyTimeout: HOOK_TIMEOUT_MS,
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  },
  shell: runShell,
  env: (name) => process.env[name],
};

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
