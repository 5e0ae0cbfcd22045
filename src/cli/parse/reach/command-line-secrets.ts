import { secretsOfHeader, secretsOfUrl } from "../../../exchange/masking/given-secrets.ts";
import { isSecretVariable } from "../../../run/runscope/values/secret-variable.ts";
import { DEFAULT_TOKEN_VARIABLE } from "./credentials.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Options whose value is secret, or leads to something secret. */
const SECRETS_OF: Readonly<Record<string, (value: string, env: Environment) => readonly string[]>> = {
  "--token": (value) => [value, value.trim()],
  "--other-token": (value) => [value, value.trim()],
  "--token-env": (name, env) => [env[name] ?? ""],
  "--basic": (value) => secretsOfHeader("authorization", `Basic ${Buffer.from(value, "utf8").toString("base64")}`),
  "--var": (value) => secretOfVariable(value),
  "--header": (value) => {
    const colon = value.indexOf(":");
    return colon < 0 ? [] : secretsOfHeader(value.slice(0, colon).trim(), value.slice(colon + 1).trim());
  },
};

/** What is secret by the name of its variable, and what may have been meant as a value alone. */
function secretOfVariable(text: string): readonly string[] {
  const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (name === "" || value === "" || !isSecretVariable(name)) return [];
  return secretsOfHeader("authorization", value);
}

/**
 * Everything secret in a command line and its environment, before any of it is understood: the complaint about a mistake in
 * it must not repeat what is secret either.
 */
export function secretsOfCommandLine(args: readonly string[], env: Environment): readonly string[] {
  return [env[DEFAULT_TOKEN_VARIABLE] ?? "", ...secretsOfArguments(args, env)];
}

/** What of it stands in the arguments, which the list of processes shows. */
export function secretsOfArguments(args: readonly string[], env: Environment): readonly string[] {
  return args.flatMap((arg, index) => {
    const [, flag = arg, inline] = /^(--[\w-]+)=(.*)$/s.exec(arg) ?? [];
    const value = inline ?? args[index + 1] ?? "";
    // `--token --keep` is a forgotten value.
    const isValue = inline !== undefined || !/^--[a-z-]+$/.test(value);
    const ofOption = isValue && Object.hasOwn(SECRETS_OF, flag) ? (SECRETS_OF[flag]?.(value, env) ?? []) : [];
    return [...ofOption, ...secretsOfUrl(inline ?? arg), ...userInfoWithoutScheme(inline ?? arg)];
  });
}

/** `ann:hunter2@host/scim`: a URL whose scheme was forgotten. */
function userInfoWithoutScheme(text: string): readonly string[] {
  const [, , password] = /^([^/?#:@\s]*):([^/?#\s]+)@/.exec(text) ?? [];
  return password === undefined ? [] : [password];
}
