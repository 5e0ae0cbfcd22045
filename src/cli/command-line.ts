import { CommanderError } from "commander";
import type { CommandIo } from "./command-io.ts";
import { createProgram } from "./program.ts";

/** Carries out a command line (without node and script) and gives the exit code. Never rejects for what the user did. */
export async function runCommandLine(args: readonly string[], io: CommandIo): Promise<number> {
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
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) {
      await io.stdout.write(printed);
      return 0;
    }
    const { reportError } = await import("./report-error.ts");
    return reportError(error, io);
  }
}
