import type { RunCommandOptions } from "../parse/option-groups.ts";
import { quoteShell } from "../../engine/report/shell.ts";

/** What was run. */
export interface RepeatableRun {
  readonly url: string | undefined;
  readonly options: Partial<RunCommandOptions>;
  readonly seed: number;
}

/**
 * The command that runs the same again, without what selects checks and reports, and with secrets as variables:
 * `--only <id>` can be put behind it.
 */
export function repeatCommand({ url, options, seed }: RepeatableRun): string {
  const words = [
    "npx zi-scim-check",
    ...(url === undefined ? [] : [quoteShell(url)]),
    ...credentialWords(options),
    ...valueWords(options),
    ...(options.insecure ? ["--insecure"] : []),
    `--seed ${seed}`,
  ];
  return words.join(" ");
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
    ...(basic === undefined ? [] : ['--basic "$SCIM_BASIC"']),
    ...(rawToken ? ["--raw-token"] : []),
    ...header.map(headerWord),
  ];
}

/** A header may well be a secret: its value becomes a variable named like it. */
function headerWord(header: string): string {
  const name = header.split(":", 1).join("").trim();
  return `--header "${name}: $${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}"`;
}

function valueWords(options: RepeatableRun["options"]): readonly string[] {
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ["--profile", options.profile],
    ["--idp", options.idp],
    ["--dialect", options.dialect],
    ...(options.seats ?? []).map((limit) => ["--seats", limit] as const),
    ["--users", options.users],
    ["--settle", options.settle],
    ["--timeout", options.timeout],
    ["--rate", options.rate],
    ["--ca", options.ca],
  ];
  return pairs.flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${quoteShell(value)}`]));
}
