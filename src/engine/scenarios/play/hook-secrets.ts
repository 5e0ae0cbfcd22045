import type { Hook } from "../../../profile/hook.ts";
import { placeholdersOf } from "../../../profile/template.ts";
import type { Json } from "../../../scim/json.ts";
import { queryValues, secretsInJson, secretsOfHeader, secretsOfUrl } from "../../../exchange/masking/given-secrets.ts";
import { isSecretHeader } from "../../../exchange/masking/secret-names.ts";

/** Names of the environment variables that a hook asks for: `PORTAL_TOKEN` for `${env.PORTAL_TOKEN}`. */
export function variablesOf(hook: Hook): readonly string[] {
  const asked = placeholdersOf({ ...hook } as Json).filter((name) => name.startsWith("env."));
  return asked.map((name) => name.slice("env.".length));
}

/**
 * Values of the environment that a hook uses. A shell command also gets at variables without naming them as ours: those count
 * whose name says that they are secret, as `$HOME` is nobody's secret.
 */
export function secretsOfHook(hook: Hook, env: (name: string) => string | undefined): readonly string[] {
  const inCommand = hook.kind === "shell" ? [...hook.command.matchAll(/\$\{?(\w+)/g)].map(([, name = ""]) => name) : [];
  const secretly = inCommand.filter((name) => /token|secret|passw|pwd|key|credential|auth/i.test(name));
  const literal = hook.kind === "http" ? secretsOfRequest(hook) : [];
  return [...literal, ...[...variablesOf(hook), ...secretly].flatMap((name) => env(name) ?? [])];
}

/** What is secret in a hook's request by the place where it stands. */
export function secretsOfRequest(request: {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}): readonly string[] {
  const inHeaders = Object.entries(request.headers).flatMap(([name, value]) =>
    isSecretHeader(name) ? secretsOfHeader(name, value) : [],
  );
  const inBody = request.body === undefined ? [] : secretsInJson(request.body as Json);
  const all = [...inHeaders, ...inBody, ...secretsOfUrl(request.url), ...queryValues(request.url)];
  return all.filter((secret) => !/\$\{[^{}]*\}/.test(secret));
}
