import {
  BASIC_VARIABLE,
  headerVariable,
  OTHER_TOKEN_VARIABLE,
  PROXY_VARIABLE,
} from "../../engine/report/repeat/shell-access.ts";
import type { ShellAccess } from "../../engine/report/repeat/shell-access.ts";
import { quoteShell } from "../../engine/report/shell.ts";
import { MASK } from "../../exchange/masking/mask.ts";
import { secretsOfUrl } from "../../exchange/masking/given-secrets.ts";
import { DEFAULT_TOKEN_VARIABLE } from "../parse/reach/credentials.ts";
import type { RunCommandOptions } from "../parse/option-groups.ts";

/** What was run. */
export interface RepeatableRun {
  /** Masked; undefined for the bundled server. */
  readonly url: string | undefined;
  readonly options: Partial<RunCommandOptions>;
  readonly seed: number;
  /** What stands before the URL of a command that is not `run`: nothing follows from its seed. */
  readonly command?: readonly string[];
}

/**
 * The command that runs the same again, without what selects checks and reports, and with secrets as variables:
 * `--only <id>` and `--scenario <id>` can be put behind it.
 */
export function repeatCommand({ url, options, seed, command }: RepeatableRun): string {
  const words = [
    "npx zi-scim-check",
    ...(command ?? []).map(quoteShell),
    ...(url === undefined ? [] : [url.includes(MASK) ? '"$SCIM_URL"' : quoteShell(url)]),
    ...reachWords(options),
    ...(options.otherToken === undefined ? [] : [`--other-token "$${OTHER_TOKEN_VARIABLE}"`]),
    ...valueWords(options),
    ...(command === undefined ? [`--seed ${seed}`] : []),
  ];
  return words.join(" ");
}

/** The words that say how the target is reached, with secrets as variables: what `cleanup` takes too. */
export function reachWords(options: RepeatableRun["options"]): readonly string[] {
  return [
    ...credentialWords(options),
    ...(options.ca === undefined ? [] : [`--ca ${quoteShell(options.ca)}`]),
    ...(options.insecure ? ["--insecure"] : []),
    ...(options.proxy === undefined ? [] : [`--proxy ${proxyWord(options.proxy)}`]),
  ];
}

/** How a script reaches the same target. `profile` is the one that the bundled server was in. */
export function shellAccess({ url, options }: Omit<RepeatableRun, "seed">, profile: string): ShellAccess {
  const { ca, insecure, proxy, header = [], tokenEnv, tokenFile } = options;
  return {
    tokenVariable: tokenEnv ?? DEFAULT_TOKEN_VARIABLE,
    tokenFile: tokenFile ?? null,
    headers: header.map((text) => nameOf(text).toLowerCase()),
    connection: [
      ...(proxy === undefined ? [] : [proxy === "none" ? "--noproxy '*'" : `-x ${proxyWord(proxy)}`]),
      ...(insecure ? ["-k"] : []),
      ...(ca === undefined ? [] : [`--cacert ${quoteShell(ca)}`]),
    ],
    server: url === undefined ? serveCommand(options, profile) : null,
  };
}

function serveCommand({ profile, seats = [] }: RepeatableRun["options"], played: string): string {
  const products = seats.map((limit) => ` --seats ${quoteShell(limit)}`).join("");
  const token = `--token "$${DEFAULT_TOKEN_VARIABLE}"`;
  return `npx zi-scim-check serve --profile ${quoteShell(profile ?? played)}${products} ${token}`;
}

function credentialWords({
  token,
  tokenEnv,
  tokenFile,
  basic,
  rawToken,
  header = [],
}: RepeatableRun["options"]): readonly string[] {
  return [
    ...(token === undefined ? [] : ["--token-env SCIM_TOKEN"]),
    ...(tokenEnv === undefined ? [] : [`--token-env ${quoteShell(tokenEnv)}`]),
    ...(tokenFile === undefined ? [] : [`--token-file ${quoteShell(tokenFile)}`]),
    ...(basic === undefined ? [] : [`--basic "$${BASIC_VARIABLE}"`]),
    ...(rawToken ? ["--raw-token"] : []),
    ...header.map(headerWord),
  ];
}

/** A proxy's user and password are secrets: with them its URL becomes a variable. */
function proxyWord(proxy: string): string {
  return secretsOfUrl(proxy).length === 0 ? quoteShell(proxy) : `"$${PROXY_VARIABLE}"`;
}

/** A header may well be a secret: its value becomes a variable named like it. */
function headerWord(header: string): string {
  const name = nameOf(header);
  return `--header "${name}: $${headerVariable(name)}"`;
}

function nameOf(header: string): string {
  return header.split(":", 1).join("").trim();
}

function valueWords(options: RepeatableRun["options"]): readonly string[] {
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ["--profile", options.profile],
    ["--domain", options.domain],
    ["--idp", options.idp],
    ["--dialect", options.dialect],
    ...(options.seats ?? []).map((limit) => ["--seats", limit] as const),
    ["--settle", options.settle],
    ["--timeout", options.timeout],
    ["--rate", options.rate],
    ["--concurrency", options.concurrency],
    ["--fail-on", ["should", "submission"].includes(options.failOn ?? "") ? options.failOn : undefined],
  ];
  return pairs.flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${quoteShell(value)}`]));
}
