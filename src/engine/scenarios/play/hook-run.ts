import type { Hook } from "../../../profile/hook.ts";
import { fillPlaceholders } from "../../../profile/template.ts";
import type { Json } from "../../../scim/json.ts";
import { receivedSecrets } from "../../../exchange/masking/given-secrets.ts";
import { parseBody } from "../../transport/response-body.ts";
import type { Secrets } from "../../../exchange/masking/secrets.ts";
import { toTransportFailure } from "../../transport/transport-failure.ts";
import { Skip } from "../../../exchange/violation.ts";
import { secretsOfHook, secretsOfRequest, variablesOf } from "./hook-secrets.ts";
import { messageOf } from "../../../scim/message-of.ts";

/** Carries out an action of the vendor's console; resolves to what it answers, null when that is no JSON. */
export type HookRunner = (values: Readonly<Record<string, Json>>) => Promise<Json>;

/** The vendor's console does not do what it was asked for; the message says how, without what was filled in. */
export class HookFailure extends Error {
  override readonly name = "HookFailure";
}

/** How hooks reach the world. */
export interface HookTools {
  /** Sends an HTTP request; rejects when no answer comes. */
  readonly request: (request: HookRequest) => Promise<HookAnswer>;
  /** Runs a command in a POSIX shell, with further environment variables; resolves to what it prints. */
  readonly shell: (
    command: string,
    variables: Readonly<Record<string, string>>,
  ) => Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>;
  /** An environment variable of this process. */
  readonly env: (name: string) => string | undefined;
  /** Where what a hook uses and is handed out is added; what it echoes is masked by them. */
  readonly secrets: Secrets;
}

/** What a hook's server answers. */
export interface HookAnswer {
  readonly status: number;
  /** Lower-case names; none when left out. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly text: string;
}

/** An HTTP request of a hook, with everything filled in. */
export interface HookRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly body: string | undefined;
}

/**
 * Runs a hook with the values of a step. In an HTTP hook each `${name}` is replaced; a shell command gets the values as
 * environment variables of the same names, which `${name}` expands safely, and `${env.NAME}` as `${NAME}`. Throws
 * `HookFailure` when the request is refused or the command fails, and `Skip` when an environment variable is missing.
 */
export async function runHook(hook: Hook, values: Readonly<Record<string, Json>>, tools: HookTools): Promise<Json> {
  tools.secrets.add(...secretsOfHook(hook, tools.env));
  return hook.kind === "http" ? runHttpHook(hook, values, tools) : runShellHook(hook.command, values, tools);
}

async function runHttpHook(
  hook: Extract<Hook, { kind: "http" }>,
  values: Readonly<Record<string, Json>>,
  tools: HookTools,
): Promise<Json> {
  const known = { ...values, ...environment(hook, tools) };
  const text = (template: string): string => String(fillPlaceholders(template, known));
  const url = text(hook.url);
  const body = hook.body === undefined ? undefined : fillPlaceholders(hook.body as Json, known);
  const headers = Object.fromEntries(Object.entries(hook.headers).map(([name, value]) => [name, text(value)]));
  tools.secrets.add(...secretsOfRequest({ url, headers, body }));
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const asked = tools.request({ method: hook.method, url, headers, body: sent });
  const answer = await asked.catch((error: unknown) => {
    throw new HookFailure(`${hook.method} ${hook.url} comes to nothing: ${toTransportFailure(error).message}`);
  });
  const parsed = noteAnswer(answer, tools);
  if (answer.status >= 200 && answer.status < 300) return parsed ?? null;
  // The URL as the profile writes it: filled in, it may hold secrets.
  throw new HookFailure(`${hook.method} ${hook.url} answers ${answer.status}: ${quote(answer.text, tools)}`);
}

async function runShellHook(command: string, values: Readonly<Record<string, Json>>, tools: HookTools): Promise<Json> {
  const variables = Object.entries(values).map(([name, value]) => {
    return [name, typeof value === "string" ? value : JSON.stringify(value)] as const;
  });
  const portable = command.replaceAll(/\$\{env\.([^{}]*)\}/g, "$${$1}");
  const run = tools.shell(portable, Object.fromEntries(variables));
  const { exitCode, stdout, stderr } = await run.catch((error: unknown) => {
    throw new HookFailure(`the command "${command}" comes to nothing: ${messageOf(error)}`);
  });
  const parsed = noteAnswer({ text: stdout }, tools);
  if (exitCode === 0) return parsed ?? null;
  throw new HookFailure(`the command "${command}" ends with ${exitCode}: ${quote(stderr.trim(), tools)}`);
}

/** Parses an answer; tokens in it are secrets from now on. */
function noteAnswer(answer: Omit<HookAnswer, "status">, { secrets }: HookTools): Json | undefined {
  const body = parseBody(answer.text);
  secrets.addReceived(...receivedSecrets({ headers: answer.headers ?? {}, text: answer.text, body }));
  return body;
}

/** Masked before it is cut, as the beginning of a secret would stay otherwise. */
function quote(text: string, { secrets }: HookTools): string {
  return secrets.sweepValue(text).slice(0, 200);
}

/** Values of the environment variables that a hook names as `${env.NAME}`. Throws when one is not set. */
function environment(hook: Extract<Hook, { kind: "http" }>, tools: HookTools): Readonly<Record<string, string>> {
  return Object.fromEntries(
    variablesOf(hook).map((name) => {
      const value = tools.env(name);
      if (value === undefined) throw new Skip(`the environment variable ${name} is not set`);
      return [`env.${name}`, value];
    }),
  );
}
