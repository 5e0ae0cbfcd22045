import { Option } from "commander";
import type { Command } from "commander";
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
  readonly rate?: string;
  readonly timeout?: string;
}

/** Options of everything that plays or judges. */
export interface PlayOptions extends TargetOptions {
  readonly profile?: string;
  readonly dialect?: string;
  readonly seats?: readonly string[];
  readonly users?: string;
  readonly seed?: string;
  readonly settle?: string;
  readonly keep?: boolean;
  readonly failOn?: string;
  readonly reporter?: readonly string[];
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
  readonly concurrency?: string;
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
    .addOption(single("--rate <requests>", "at most this many requests a second"))
    .addOption(single("--timeout <ms>", "wait this long for an answer (default: 10000, scenarios 60000 as Okta does)"));
}

/** What is played, how, and how it is reported. `whichProfile` ends the help of `--profile`. */
export function addPlayOptions(command: Command, whichProfile: string): Command {
  return command
    .addOption(single("--profile <name>", `generic, okta, zoominfo or a .yaml file (${whichProfile})`))
    .addOption(single("--dialect <name>", "oin: PATCH for activation, or aiw: PUT for everything (default: oin)"))
    .addOption(
      list("--seats <product=total[:available]>", "seat limit; with a URL it is the consent to use the seats up"),
    )
    .addOption(single("--users <n>", "people in scenarios that take a number"))
    .addOption(single("--seed <n>", "what names and values follow from"))
    .addOption(single("--settle <ms>", "wait this long for a write to show (default: 2000 with a URL, else 0)"))
    .option("--keep", "leave what was created on the target")
    .addOption(single("--fail-on <level>", "must, should or never: what makes the exit code 1 (default: must)"))
    .addOption(list("--reporter <name[=file]>", "how to report, to stdout or a file (default: terminal)"));
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
    .option("--no-scenarios", "play no scenarios")
    .option("--no-suites", "run no checks")
    .addOption(single("--max-failures <n>", "stop after so many failures"))
    .addOption(single("--concurrency <n>", "requests at the same time (default: 8)"));
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
