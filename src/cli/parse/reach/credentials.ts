import { UsageError } from "../../../documents/usage-error.ts";
import type { Credentials } from "../../../exchange/masking/credentials.ts";
import { headerValue } from "./headers.ts";
import { readTokenFile } from "./token-file.ts";

/** The options and the environment that credentials come from. */
export interface CredentialSource {
  readonly token?: string;
  readonly tokenEnv?: string;
  /** Path of a file that holds the token. */
  readonly tokenFile?: string;
  readonly basic?: string;
  readonly rawToken?: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The variable that is read when no option names another. */
export const DEFAULT_TOKEN_VARIABLE = "SCIM_TOKEN";

/**
 * The credentials that the options and the environment give; undefined when there are none. Options beat `SCIM_TOKEN`.
 * Throws `UsageError` when two options contradict each other, a variable is not set or a value cannot be sent.
 */
export function parseCredentials(source: CredentialSource): Credentials | undefined {
  const given = optionsOf(source);
  if (given.length > 1) {
    throw new UsageError(`${given.join(" and ")} exclude each other.`, "Give one of them.");
  }
  if (source.basic !== undefined) {
    if (source.rawToken) throw new UsageError("--raw-token does not go with --basic.", "It is about --token.");
    return parseBasic(source.basic);
  }
  const token = tokenOf(source);
  if (token !== undefined) return { kind: source.rawToken ? "raw" : "bearer", token };
  if (source.rawToken) {
    throw new UsageError(
      "--raw-token is there, but no token.",
      "Give it with the variable SCIM_TOKEN or with --token-file.",
    );
  }
  return undefined;
}

/**
 * The credentials of a second tenant, sent like the first ones; undefined when there are none. Throws `UsageError` for a value that
 * cannot be sent, or one that is the first tenant's.
 */
export function parseOtherCredentials(
  token: string | undefined,
  first: Credentials | undefined,
): Credentials | undefined {
  if (token === undefined) return undefined;
  if (first?.kind !== "bearer" && first?.kind !== "raw") {
    throw new UsageError(
      "--other-token is given, but no token of a first tenant.",
      "Give it by SCIM_TOKEN or --token-file.",
    );
  }
  const other = checkToken("--other-token", token, first.kind === "raw");
  if (other === first.token) {
    throw new UsageError(
      "--other-token is the token of the run itself.",
      "It takes that of another tenant, who must not see what the run makes.",
    );
  }
  return { kind: first.kind, token: other };
}

/** How the credentials were given, for messages: `--token`, `SCIM_TOKEN` and so on; undefined when there are none. */
export function credentialOrigin(source: CredentialSource): string | undefined {
  const fromEnvironment = source.env[DEFAULT_TOKEN_VARIABLE] ? DEFAULT_TOKEN_VARIABLE : undefined;
  return optionsOf(source)[0] ?? (source.rawToken ? "--raw-token" : fromEnvironment);
}

function optionsOf({ token, tokenEnv, tokenFile, basic }: CredentialSource): readonly string[] {
  return [
    ...(token === undefined ? [] : ["--token"]),
    ...(tokenEnv === undefined ? [] : ["--token-env"]),
    ...(tokenFile === undefined ? [] : ["--token-file"]),
    ...(basic === undefined ? [] : ["--basic"]),
  ];
}

function tokenOf({ token, tokenEnv, tokenFile, rawToken, env }: CredentialSource): string | undefined {
  if (tokenFile !== undefined) return checkToken("--token-file", readTokenFile(tokenFile), rawToken);
  if (token !== undefined) return checkToken("--token", token, rawToken);
  if (tokenEnv === undefined) {
    const fallback = env[DEFAULT_TOKEN_VARIABLE];
    return fallback ? checkToken(DEFAULT_TOKEN_VARIABLE, fallback, rawToken) : undefined;
  }
  const value = env[tokenEnv];
  if (!value) {
    throw new UsageError(
      `The environment variable ${tokenEnv} is ${value === undefined ? "not set" : "empty"}.`,
      "--token-env takes the name of the variable that holds the token, not the token.",
    );
  }
  return checkToken(tokenEnv, value, rawToken);
}

function checkToken(origin: string, text: string, raw: boolean | undefined): string {
  const token = headerValue(origin, text.trim());
  if (!raw && /^(bearer|basic)\s/i.test(token)) {
    throw new UsageError(
      `${origin} begins with the scheme "${token.split(/\s/, 1)[0]}".`,
      'Leave it out: "Bearer " is put before the token; --raw-token sends it as it is.',
    );
  }
  return token;
}

function parseBasic(text: string): Credentials {
  const colon = text.indexOf(":");
  if (colon < 1) throw new UsageError("--basic takes a user and a password.", "For example --basic scim:secret.");
  return { kind: "basic", user: text.slice(0, colon), password: text.slice(colon + 1) };
}
