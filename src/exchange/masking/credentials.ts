import { secretsOfHeader } from "./given-secrets.ts";

/** How the run shows the target who it is. */
export type Credentials =
  | { readonly kind: "bearer"; readonly token: string }
  /** The token as the whole value of the Authorization header, without a scheme. */
  | { readonly kind: "raw"; readonly token: string }
  | { readonly kind: "basic"; readonly user: string; readonly password: string }
  | { readonly kind: "none" };

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

/** All the made-up values: they are no secrets. */
export const WRONG_AUTHORIZATIONS: ReadonlySet<string> = new Set(
  (["bearer", "raw", "basic"] as const).map((kind) => wrongOf(kind)),
);

/** Everything in the credentials that must not be shown. */
export function secretsOf(credentials: Credentials): readonly string[] {
  switch (credentials.kind) {
    case "bearer":
      return [credentials.token];
    case "raw":
      return secretsOfHeader("authorization", credentials.token);
    case "basic":
      return secretsOfHeader("authorization", `Basic ${toBase64(`${credentials.user}:${credentials.password}`)}`);
    case "none":
      return [];
  }
}

function toBase64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
