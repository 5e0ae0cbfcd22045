import { Option } from "commander";
import type { Command } from "commander";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { many, one } from "./option-value.ts";

/** Options as commander gives them: texts, not judged yet. */
export interface TargetOptions {
  readonly token?: string;
  readonly tokenEnv?: string;
  readonly tokenFile?: string;
  readonly basic?: string;
  readonly rawToken?: boolean;
  readonly header?: readonly string[];
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly proxy?: string;
  readonly rate?: string;
  readonly timeout?: string;
}

/** Options of everything that plays or judges. */
export interface PlayOptions extends TargetOptions {
  readonly profile?: string;
  readonly idp?: string;
  readonly dialect?: string;
  readonly seats?: readonly string[];
  readonly users?: string;
  readonly domain?: string;
  readonly seed?: string;
  readonly settle?: string;
  readonly keep?: boolean;
  readonly failOn?: string;
  readonly reporter?: readonly string[];
  readonly brief?: boolean;
}

/** Options of `run`. */
export interface RunCommandOptions extends PlayOptions {
  readonly suite?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly scenario?: readonly string[];
  /** False with `--no-scenarios`. */
  readonly scenarios: boolean;
  /** False with `--no-suites`. */
  readonly suites: boolean;
  readonly maxFailures?: string;
  readonly otherToken?: string;
  readonly concurrency?: string;
  /** Only the provider's table. */
  readonly quick?: boolean;
}

/** How to reach the target and show it who asks. */
export function addTargetOptions(command: Command): Command {
  return command
    .addOption(
      single("--token <token>", "bearer token; the list of processes shows it: better SCIM_TOKEN or --token-file"),
    )
    .addOption(single("--token-env <variable>", "environment variable that holds the token (default: SCIM_TOKEN)"))
    .addOption(single("--token-file <file>", "file that holds the token and nothing else"))
    .addOption(single("--basic <user:password>", "HTTP Basic instead of a token"))
    .option("--raw-token", 'send the token as it is, without "Bearer "')
    .addOption(list("--header <name: value>", "send this header with every request"))
    .addOption(single("--ca <file>", "certificate authority of the target, a PEM file"))
    .option("--insecure", "take any certificate")
    .addOption(
      single("--proxy <url>", "HTTP proxy to the target, or none (default: HTTP_PROXY, HTTPS_PROXY and NO_PROXY)"),
    )
    .addOption(single("--rate <requests>", "at most this many requests a second"))
    .addOption(
      single("--timeout <ms>", "wait this long for an answer (default: 10000, in scenarios as long as the provider)"),
    );
}

/** What is played, how, and how it is reported. `whichProfile` ends the help of `--profile`. */
export function addPlayOptions(command: Command, whichProfile: string): Command {
  return command
    .addOption(
      single("--profile <name>", `what the target is like: see list profiles, or a .yaml file (${whichProfile})`),
    )
    .addOption(single("--idp <provider>", idpHelp()))
    .addOption(single("--dialect <name>", dialectHelp()))
    .addOption(
      list(
        "--seats <[product=]total[:available]>",
        "seat limit of a product, or without a name a cap on active users; with a URL it is the consent to use the seats up",
      ),
    )
    .addOption(
      single(
        "--users <n>",
        "people in scenarios that take a number; on a URL 120 with --seats Sales=100 is the case of the guide (default there: two more than fit)",
      ),
    )
    .addOption(
      single("--domain <name>", "domain of every userName and e-mail address that is made (default: example.com)"),
    )
    .addOption(single("--seed <n>", "what names and values follow from"))
    .addOption(single("--settle <ms>", "wait this long for a write to show (default: 2000 with a URL, else 0)"))
    .option("--keep", "leave what was created on the target")
    .addOption(single("--fail-on <level>", failOnHelp()))
    .addOption(list("--reporter <name[=file]>", REPORTER_HELP))
    .option("--brief", "one screen in the terminal: what works, each cause with its fix, the verdict");
}

const REPORTER_HELP = "how to report, to stdout or a file (default: terminal)";

/** What a test of the user's own is given and how it is reported: the few options of `run` that mean something for it. */
export function addReportOptions(command: Command): Command {
  return command
    .addOption(
      single("--profile <name>", "what the target is like: see list profiles, or a .yaml file (default: generic)"),
    )
    .addOption(
      single("--domain <name>", "domain of the userNames and e-mail addresses that are given (default: example.com)"),
    )
    .option("--keep", "leave what was created on the target")
    .addOption(list("--reporter <name[=file]>", REPORTER_HELP));
}

function idpHelp(): string {
  const ids = IDENTITY_PROVIDERS.map(({ id }) => id).join(", ");
  return `whose client is emulated: ${ids} (default: ${IDENTITY_PROVIDERS[0].id})`;
}

/** With several providers each dialect says whose it is. */
function dialectHelp(): string {
  const told = IDENTITY_PROVIDERS.map(({ id: idp, dialects }) => {
    const own = dialects.map(({ id, title }) => `${id}: ${title}`).join(", or ");
    return `${IDENTITY_PROVIDERS.length > 1 ? `${idp} has ` : ""}${own} (default: ${dialects[0].id})`;
  });
  return told.join("; ");
}

function failOnHelp(): string {
  const ids = IDENTITY_PROVIDERS.map(({ id }) => id).join(", ");
  return `what makes the exit code 1: must, should, submission (must and the provider's submission test), never, or a provider (${ids}): what breaks its features (default: must)`;
}

/** What is checked. */
export function addSelectionOptions(command: Command): Command {
  return command
    .addOption(list("--suite <id>", "run this suite only, and no scenarios unless named"))
    .addOption(
      list("--only <glob>", "run these checks only, for example 'users.patch.*', and no scenarios unless named"),
    )
    .addOption(list("--skip <glob>", "leave these checks out"))
    .addOption(
      list("--scenario <name>", "play this scenario only, built in or a .yaml file, and run no checks unless named"),
    )
    .option("--quick", "only the provider's table: what works in it, from at most 60 requests; nothing of the RFCs")
    .option("--no-scenarios", "play no scenarios")
    .option("--no-suites", "run no checks")
    .addOption(single("--max-failures <n>", "stop after so many failing checks"))
    .addOption(single("--concurrency <n>", "requests at the same time (default: 8)"))
    .addOption(single("--other-token <token>", "token of a second tenant, who must not reach what the run makes"));
}

/** All options of `run`. */
export function addRunOptions(command: Command): Command {
  return addTargetOptions(
    addPlayOptions(addSelectionOptions(command), "default: zoominfo without a URL, else generic"),
  );
}

/** An option that is given once. */
export function single(flags: string, description: string): Option {
  return new Option(flags, description).argParser(one(flagOf(flags)));
}

/** An option that may be repeated. */
export function list(flags: string, description: string): Option {
  return new Option(flags, `${description}; repeatable`).argParser(many(flagOf(flags)));
}

function flagOf(flags: string): string {
  return flags.split(" ", 1)[0] ?? flags;
}
