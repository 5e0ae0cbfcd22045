import type { OAuthClient, ProviderCredentials } from "../../src/engine/identity-provider.ts";
import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";

const TEXT = { type: "string", minLength: 1 } as const;

/**
 * How a target is reached: a matter of its profile, never of a scenario. Documented: an app sends its token as `Bearer {token}`, or, with
 * authentication by header, as it is; public guides show the second for the template "SCIM 2.0 Test App (Header Auth)". `Bearer` is
 * the default, as an app of the wizard puts it before the token by itself. OAuth 2 is the authorization code grant, and the refresh
 * token is used if there is one. An admin gives the consent once, in a browser; what follows is emulated from there on. That a token
 * is renewed when its time is over and when it is refused is inferred.
 */
export const CONNECTION_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  "raw-token": {
    description: "The token goes out as it is, without Bearer before it, as --raw-token has it. Default: false.",
    type: "boolean",
  },
  oauth: {
    description:
      "OAuth 2: access tokens are asked for by a refresh token. ${env.NAME} stands for an environment variable.",
    type: "object",
    additionalProperties: false,
    required: ["token-url", "client-id", "refresh-token"],
    properties: {
      "token-url": { description: "The token endpoint.", type: "string", pattern: "^https?://[^\\s]+$" },
      "client-id": { description: "The client that the refresh token was given to.", ...TEXT },
      "client-secret": { description: "Its secret; left out for a public client.", ...TEXT },
      "refresh-token": { description: "What the authorization code was exchanged for.", ...TEXT },
    },
  },
};

/** What a profile sets of the connection; its schema has accepted it, and the environment is filled in. */
export function readOktaCredentials(section: JsonObject): ProviderCredentials {
  const oauth = section["oauth"];
  return { isRaw: section["raw-token"] === true, oauth: isObject(oauth) ? toClient(oauth) : undefined };
}

function toClient(oauth: JsonObject): OAuthClient {
  const text = (name: string): string | undefined => {
    const value = oauth[name];
    return typeof value === "string" ? value : undefined;
  };
  return {
    tokenUrl: text("token-url") ?? "",
    clientId: text("client-id") ?? "",
    clientSecret: text("client-secret"),
    refreshToken: text("refresh-token") ?? "",
  };
}
