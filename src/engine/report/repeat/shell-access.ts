/** How a shell reaches the target, as the command line did: with the same variables, headers and options of the connection. */
export interface ShellAccess {
  /** The variable that holds the token. */
  readonly tokenVariable: string;
  /** The file that the variable is read from; null when it is in the environment. */
  readonly tokenFile: string | null;
  /** Lower-case names of the headers that the user gave; a variable named like it stands for the value of each. */
  readonly headers: readonly string[];
  /** Options of curl for `--proxy`, `--insecure` and `--ca`, ready for a shell. */
  readonly connection: readonly string[];
  /** What starts the bundled server anew; null for a target of the user's own. */
  readonly server: string | null;
}

/** A token in `SCIM_TOKEN` and nothing else. */
export const PLAIN_ACCESS: ShellAccess = {
  tokenVariable: "SCIM_TOKEN",
  tokenFile: null,
  headers: [],
  connection: [],
  server: null,
};

/** The variable that holds `user:password` of HTTP Basic. */
export const BASIC_VARIABLE = "SCIM_BASIC";
/** Holds the token of a second tenant. */
export const OTHER_TOKEN_VARIABLE: string = "SCIM_OTHER_TOKEN";

/** The variable that holds the URL of a proxy that wants a user and password. */
export const PROXY_VARIABLE = "SCIM_PROXY";

/** The variable that stands for the value of a header: `X_API_KEY`. */
export function headerVariable(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
}
