import type { OAuthClient } from "../../engine/identity-provider.ts";
import type { GrantedToken } from "../../engine/session/renewal.ts";
import { toTransportFailure } from "../../engine/transport/transport-failure.ts";
import { receivedSecrets } from "../../exchange/masking/given-secrets.ts";
import type { Secrets } from "../../exchange/masking/secrets.ts";
import { isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import { parseBody } from "../../engine/transport/response-body.ts";
import type { HookTools } from "../../engine/scenarios/play/hook-run.ts";

/** How an authorization server is reached. */
export interface TokenTools {
  readonly request: HookTools["request"];
  readonly secrets: Secrets;
}

/**
 * Asks for an access token by the refresh token (RFC 6749 section 6), each time by the one that came last. The client shows who it is
 * by HTTP Basic, which every authorization server must take (section 2.3.1). Rejects with a sentence when none comes.
 */
export function createTokenRequest(client: OAuthClient, tools: TokenTools): () => Promise<GrantedToken> {
  let { refreshToken } = client;
  return async () => {
    const answer = await ask(client, refreshToken, tools);
    const body = parseBody(answer.text);
    tools.secrets.addReceived(...receivedSecrets({ headers: answer.headers ?? {}, text: answer.text, body }));
    const granted = answer.status >= 200 && answer.status < 300 ? toGranted(body) : undefined;
    if (granted === undefined) throw new Error(`${client.tokenUrl} ${complaint(answer.status, body)}`);
    // Masked even where it is no token by its length.
    tools.secrets.add(granted.token);
    refreshToken = textIn(body, "refresh_token") ?? refreshToken;
    return granted;
  };
}

async function ask(
  { tokenUrl, clientId, clientSecret }: OAuthClient,
  refreshToken: string,
  { request }: TokenTools,
): ReturnType<HookTools["request"]> {
  const form = new URLSearchParams({ grant_type: "refresh_token", refresh_token: refreshToken });
  if (clientSecret === undefined) form.set("client_id", clientId);
  const headers = {
    accept: "application/json",
    "content-type": "application/x-www-form-urlencoded",
    ...(clientSecret !== undefined && { authorization: `Basic ${basic(clientId, clientSecret)}` }),
  };
  try {
    return await request({ method: "POST", url: tokenUrl, headers, body: form.toString() });
  } catch (error) {
    throw new Error(`${tokenUrl} does not answer: ${toTransportFailure(error).message}`, { cause: error });
  }
}

/** Both are form-encoded first (RFC 6749 section 2.3.1). */
function basic(clientId: string, clientSecret: string): string {
  return Buffer.from(`${encoded(clientId)}:${encoded(clientSecret)}`, "utf8").toString("base64");
}

function encoded(text: string): string {
  return new URLSearchParams({ t: text }).toString().slice("t=".length);
}

function toGranted(body: Json | undefined): GrantedToken | undefined {
  const token = textIn(body, "access_token");
  const seconds = isObject(body) ? body["expires_in"] : undefined;
  const lifetimeMs = typeof seconds === "number" && seconds > 0 ? seconds * 1000 : undefined;
  return token === undefined ? undefined : { token, lifetimeMs };
}

function complaint(status: number, body: Json | undefined): string {
  const error = [textIn(body, "error"), textIn(body, "error_description")].filter((text) => text !== undefined);
  const reason = error.length === 0 ? "and no access_token" : `: ${error.join(", ").slice(0, 200)}`;
  return `answers ${status}${error.length === 0 ? ` ${reason}` : reason}`;
}

function textIn(body: Json | undefined, name: string): string | undefined {
  const value = isObject(body) ? body[name] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}
