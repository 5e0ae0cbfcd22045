import { hash, timingSafeEqual } from "node:crypto";

/** Whether a request carries the right credentials: absent and wrong ones are told apart for the answer's sake. */
export type BearerCredentials = "right" | "wrong" | "absent";

/** Judges the Authorization header of a request. */
export type Authenticator = (request: Request) => BearerCredentials;

/**
 * An authenticator that takes `Authorization: Bearer <token>` (RFC 6750 section 2.1) and nothing else, the bare token
 * included. Digests are compared in constant time, so the time of an answer tells nothing about the token.
 */
export function createBearerAuthenticator(token: string): Authenticator {
  if (token === "") throw new TypeError("A bearer token must not be empty.");
  const expected = digest(token);
  return (request) => {
    const header = request.headers.get("authorization");
    if (header === null) return "absent";
    const given = /^bearer +(\S+) *$/i.exec(header)?.[1];
    return given !== undefined && timingSafeEqual(digest(given), expected) ? "right" : "wrong";
  };
}

/** The challenge of a 401 answer (RFC 6750 section 3): names an error only when credentials were sent. */
export function toChallenge(realm: string, credentials: BearerCredentials): string {
  return `Bearer realm="${realm}"${credentials === "wrong" ? ', error="invalid_token"' : ""}`;
}

function digest(text: string): Buffer {
  return hash("sha256", text, "buffer");
}
