import { spawn } from "node:child_process";
import { request as send } from "undici";
import { runHook } from "../engine/scenarios/hook-run.ts";
import type { HookRequest, HookRunner, HookTools } from "../engine/scenarios/hook-run.ts";
import type { Hook, HookName } from "../profile/hook.ts";
import { placeholdersOf } from "../profile/template.ts";
import type { Json } from "../scim/json.ts";
import type { Stage } from "../engine/target/stage.ts";

/** Only the bundled server can give these to a hook. */
const OF_BUNDLED_SERVER: readonly string[] = ["adminUrl", "adminSecret"];

const HOOK_TIMEOUT_MS = 60_000;
/** Characters of an answer that are read; what is longer answers nothing that a hook asks for. */
const MAX_ANSWER = 16 * 1024 * 1024;

/**
 * What the vendor's console can be made to do on a stage: the profile's hooks, as far as their values are known there.
 * `request` carries the HTTP ones; over the network when left out.
 */
export function hookRunners(
  stage: Pick<Stage, "profile" | "hookValues">,
  request: HookTools["request"] = requestOverNetwork,
): Partial<Record<HookName, HookRunner>> {
  const tools: HookTools = { request, shell: runShell, env: (name) => process.env[name] };
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
    signal: AbortSignal.timeout(HOOK_TIMEOUT_MS),
  });
  let text = "";
  for await (const chunk of answer.body.setEncoding("utf8")) {
    text += String(chunk);
    if (text.length > MAX_ANSWER) break;
  }
  return { status: answer.statusCode, text };
}

type HookAnswer = Awaited<ReturnType<HookTools["request"]>>;

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
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout = bounded(stdout, text)));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr = bounded(stderr, text)));
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: code ?? 1, stdout, stderr }));
  });
}

function bounded(text: string, more: string): string {
  return text.length > MAX_ANSWER ? text : text + more;
}
