import { CommanderError } from "commander";
import { UsageError } from "../../documents/usage-error.ts";
import { Interrupted } from "../../engine/endurance/interrupted.ts";
import { UnreachableTarget } from "../../engine/endurance/unreachable-target.ts";
import { writeLines } from "../command-io.ts";
import type { CommandIo } from "../command-io.ts";

/** Says on stderr what went wrong, in one sentence and a hint, and gives the exit code. */
export async function reportError(error: unknown, io: CommandIo): Promise<number> {
  const interrupted = io.interruption.exitCode();
  if (error instanceof CommanderError) return report(io, 2, fromCommander(error));
  if (error instanceof UsageError) return report(io, interrupted ?? 2, error);
  if (error instanceof UnreachableTarget) return report(io, interrupted ?? 3, error);
  if (error instanceof Interrupted) {
    await writeLines(io.stderr, ["Interrupted."]);
    return interrupted ?? 130;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  await writeLines(io.stderr, [
    text,
    "",
    "This is a fault of zi-scim-check itself; nothing is claimed about the target.",
  ]);
  return interrupted ?? 3;
}

interface Complaint {
  readonly message: string;
  readonly hint: string;
}

async function report(io: CommandIo, code: number, { message, hint }: Complaint): Promise<number> {
  const [first = "", ...more] = message.split("\n");
  await writeLines(io.stderr, [`error: ${first}`, ...more.map((line) => `       ${line}`), `hint:  ${hint}`]);
  return code;
}

/** Our wording of what commander found wrong. */
function fromCommander({ code, message }: CommanderError): Complaint {
  const text = withoutValues(message)
    .replace(/^error: /, "")
    .replace(/\.$/, "");
  const nearMiss = /\n\(Did you mean (.*)\?\)$/.exec(text)?.[1];
  const plain = text.replace(/\n\(Did you mean .*$/s, "");
  const sentence = `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
  return {
    message: nearMiss === undefined ? `${sentence}.` : `${sentence}; did you mean ${nearMiss}?`,
    hint: HINTS[code] ?? "zi-scim-check --help shows all commands and options.",
  };
}

/** A mistyped `--tokn=...`, or a token with blanks in it that came apart: what commander repeats may be secret. */
function withoutValues(message: string): string {
  return message.replace(/('--?[\w-]+)=.*(?=')/s, "$1").replace(/(but got \d+): .*$/s, "$1");
}

const HINTS: Readonly<Record<string, string>> = {
  "commander.excessArguments": "Quote a URL or value that holds blanks; each option takes one value.",
  "commander.optionMissingArgument": "Write the value after the option, or --option=value.",
};
