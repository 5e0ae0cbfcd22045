import { secretsOfHeader } from "./given-secrets.ts";

/** How the run shows the target who it is. */
export type Credentials =
  | { readonly kind: "bearer"; readonly token: string }
  /** The token as the whole value of the Authorization header, without a scheme. */
  | { readonly kind: "raw"; readonly token: string }
  | { readonly kind: "basic"; readonly user: string; readonly password: string }
  | { readonly kind: "none" };

/** A token, or password, that is nearly the right one: more follows, its end is missing, or its letters are of the other case. */
export type NearlyRight = "longer" | "shorter" | "other-case";

/** What a request may send in place of the run's credentials. */
export type OtherCredentials = "none" | "wrong" | "other" | NearlyRight;

/** The value of the Authorization header; undefined when there is none to send. */
export function toAuthorization(credentials: Credentials): string | undefined {
  switch (credentials.kind) {
    case "bearer":
      return `Bearer ${credentials.token}`;
    case "raw":
      return credentials.token;
    case "basic":
      return `Basic ${toBase64(`${credentials.user}:${credentials.password}`)}`;
    case "none":
      return undefined;
  }
}

/** A made-up value of the same form, for requests that must be refused. */
export function toWrongAuthorization({ kind }: Credentials): string {
  return wrongOf(kind);
}

function wrongOf(kind: Credentials["kind"]): string {
  switch (kind) {
    case "basic":
      return `Basic ${toBase64("zsc-nobody:zsc-wrong-password")}`;
    case "raw":
      return "zsc-wrong-token";
    case "bearer":
    case "none":
      return "Bearer zsc-wrong-token";
  }
}

/** Less of a secret is told by a request too: a shorter one is not sent. */
const SHORTEST_BEGINNING = 8;
/** Follows the right token in the longer one. */
export const LONGER_BY = "-zsc-longer";
/** So many characters are missing at the end of the shorter one. */
export const SHORTER_BY = 4;

/** The value of the Authorization header with a token, or password, that is nearly the right one. */
export function toNearAuthorization(credentials: Credentials, kind: NearlyRight): string | undefined {
  switch (credentials.kind) {
    case "bearer":
    case "raw":
      return toAuthorization({ ...credentials, token: near(credentials.token, kind) });
    case "basic":
      return toAuthorization({ ...credentials, password: near(credentials.password, kind) });
    case "none":
      return undefined;
  }
}

function near(secret: string, kind: NearlyRight): string {
  if (kind === "longer") return `${secret}${LONGER_BY}`;
  if (kind === "shorter") return secret.slice(0, -SHORTER_BY);
  return secret.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}

/** All the made-up values: they are no secrets. */
export const WRONG_AUTHORIZATIONS: ReadonlySet<string> = new Set(
  (["bearer", "raw", "basic"] as const).map((kind) => wrongOf(kind)),
);

/** Everything in the credentials that must not be shown. */
export function secretsOf(credentials: Credentials): readonly string[] {
  switch (credentials.kind) {
    case "bearer":
      return [credentials.token, ...beginningOf(credentials.token)];
    case "raw":
      return [...secretsOfHeader("authorization", credentials.token), ...beginningOf(credentials.token)];
    case "basic":
      return [
        ...secretsOfHeader("authorization", `Basic ${toBase64(`${credentials.user}:${credentials.password}`)}`),
        ...beginningOf(credentials.password),
      ];
    case "none":
      return [];
  }
}

/** What a target is shown of a secret that is too short by a few characters, and may echo. Of a short one it may be any word. */
function beginningOf(secret: string): readonly string[] {
  const beginning = near(secret, "shorter");
  return beginning.length < SHORTEST_BEGINNING ? [] : [beginning];
}

function toBase64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
