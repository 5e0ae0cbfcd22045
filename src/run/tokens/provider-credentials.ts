import { UsageError } from "../../documents/usage-error.ts";
import type { IdentityProvider, OAuthClient } from "../../engine/identity-provider.ts";
import { createRenewal } from "../../engine/session/renewal.ts";
import type { Renewal } from "../../engine/session/renewal.ts";
import type { Clock } from "../../exchange/clock.ts";
import { secretsOf } from "../../exchange/masking/credentials.ts";
import type { Credentials } from "../../exchange/masking/credentials.ts";
import { fillPlaceholders, placeholdersOf } from "../../profile/template.ts";
import type { Profile } from "../../profile/profile.ts";
import { messageOf } from "../../scim/message-of.ts";
import { isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import { createTokenRequest } from "./oauth-client.ts";
import type { TokenTools } from "./oauth-client.ts";

/** What the credentials of a run are made of. */
export interface CredentialSources {
  readonly idp: IdentityProvider;
  readonly profile: Profile;
  /** What the user gave. */
  readonly given: Credentials | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How a target of somebody else's is shown who asks. */
export interface RunCredentials {
  readonly credentials?: Credentials;
  readonly renewal?: Renewal;
}

/** What obtaining tokens takes, beyond the settings. */
export interface CredentialTools extends TokenTools {
  readonly clock: Clock;
  readonly onNote: (text: string) => void;
}

/**
 * The credentials of a run on a URL: those that the user gave, as the profile says that the provider's client sends them. Where tokens
 * come from an authorization server the first one is asked for at once, unless the user gave it. Throws `UsageError` when none comes.
 */
export async function runCredentials(sources: CredentialSources, tools: CredentialTools): Promise<RunCredentials> {
  const { given, idp } = sources;
  const { isRaw = false, oauth } = idp.credentials?.(configuredOf(sources)) ?? {};
  if (oauth !== undefined) return renewed(oauth, given, tools);
  if (isRaw && given?.kind === "bearer") {
    const credentials = { kind: "raw", token: given.token } as const;
    tools.secrets.add(...secretsOf(credentials));
    return { credentials };
  }
  return given === undefined ? {} : { credentials: given };
}

async function renewed(
  oauth: OAuthClient,
  given: Credentials | undefined,
  tools: CredentialTools,
): Promise<RunCredentials> {
  tools.secrets.add(oauth.refreshToken, ...(oauth.clientSecret === undefined ? [] : [oauth.clientSecret]));
  const ask = createTokenRequest(oauth, tools);
  const { clock, onNote } = tools;
  const first = given?.kind === "bearer" ? { token: given.token, lifetimeMs: undefined } : await ask().catch(rejected);
  const onFailure = (reason: unknown): void => onNote(`the token could not be renewed: ${messageOf(reason)}`);
  return {
    credentials: { kind: "bearer", token: first.token },
    renewal: createRenewal({ first, ask, clock, onFailure }),
  };
}

function rejected(reason: unknown): never {
  const hint = "Nothing was sent to the target. Look at the oauth settings of the profile.";
  throw new UsageError(`There is no access token: ${messageOf(reason)}.`, hint, { cause: reason });
}

/** What the profile sets of the provider's client, with the variables of the environment filled in. */
function configuredOf({ idp, profile, env }: CredentialSources): JsonObject {
  const section = profile.providers?.[idp.id] ?? {};
  const names = placeholdersOf(section);
  const values = Object.fromEntries(names.map((name) => [name, valueOf(name, env)] as const));
  const filled = fillPlaceholders(section, values);
  return isObject(filled) ? filled : {};
}

function valueOf(name: string, env: CredentialSources["env"]): string {
  const variable = name.startsWith("env.") ? name.slice("env.".length) : undefined;
  const value = variable === undefined ? undefined : env[variable];
  if (value !== undefined && value !== "") return value;
  const what = variable === undefined ? `asks for \${${name}}` : `needs the environment variable ${variable}`;
  throw new UsageError(
    `The profile's section of the identity provider ${what}, which is not set.`,
    "It may ask for variables of the environment, as ${env.NAME}.",
  );
}
