import { CommanderError } from "commander";
import { writeLines } from "./command-io.ts";
import type { CommandIo } from "./command-io.ts";
import { COMMAND_NAMES } from "./command-names.ts";
import { Secrets } from "../exchange/masking/secrets.ts";
import { secretsOfCommandLine } from "./parse/reach/command-line-secrets.ts";
import { createGuardedOutput } from "./output/guarded-output.ts";
import { createProgram } from "./program.ts";

/** Carries out a command line (without node and script) and gives the exit code. Never rejects for what the user did. */
export async function runCommandLine(args: readonly string[], given: CommandIo): Promise<number> {
  const io = guard(args, given);
  let exitCode = 0;
  let printed = "";
  const program = createProgram({
    io,
    print: (text) => {
      printed += text;
    },
    setExitCode: (code) => {
      exitCode = code;
    },
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return await withOutput(exitCode, io);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      await io.stdout.write(printed);
      return withOutput(0, io);
    }
    const { reportError } = await import("./output/report-error.ts");
    return reportError(isUnknownHelp(error) ? await noCommand(args) : error, io);
  }
}

/** Help for a command that does not exist, of which commander says nothing. */
function isUnknownHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.code === "commander.help";
}

async function noCommand(args: readonly string[]): Promise<Error> {
  const { UsageError } = await import("../documents/usage-error.ts");
  const { didYouMean } = await import("../documents/suggest.ts");
  const name = args.slice(1).find((arg) => !arg.startsWith("-")) ?? "";
  return new UsageError(
    `There is no command "${name}"${didYouMean(name, COMMAND_NAMES) || "."}`,
    `The commands are ${COMMAND_NAMES.join(", ")}.`,
  );
}

/** What a command has to say has not been said when stdout is a full disk. A run has told that already. */
async function withOutput(exitCode: number, io: CommandIo): Promise<number> {
  const problem = io.stdout.problem();
  if (problem === undefined || exitCode >= 3) return exitCode;
  await writeLines(io.stderr, [`error: The output on stdout cannot be written: ${problem}.`]);
  return 3;
}

/** From the first word on, nothing secret passes to stderr. */
function guard(args: readonly string[], io: CommandIo): CommandIo {
  const secrets = io.secrets ?? new Secrets();
  secrets.add(...secretsOfCommandLine(args, io.env));
  return { ...io, secrets, stderr: createGuardedOutput(io.stderr, secrets) };
}
