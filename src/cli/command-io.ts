import type { Secrets } from "../engine/session/secrets.ts";

/** What a command writes to, reads from and is stopped by. */
export interface CommandIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The report, and nothing else. */
  readonly stdout: TextOutput;
  /** Progress and notes. */
  readonly stderr: TextOutput;
  readonly interruption: Interruption;
  /** All that `stderr` must not show; a run adds what it learns. Fresh for each run when left out. */
  readonly secrets?: Secrets;
}

/** A stream of text. */
export interface TextOutput {
  /** Resolves when the text is out; false when nobody reads any more (`| head`). */
  readonly write: (text: string) => Promise<boolean>;
  readonly isTTY: boolean;
  /** Width of the terminal; undefined when it is none. */
  readonly columns: number | undefined;
}

/** Ctrl-C and its kin. */
export interface Interruption {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** Exit code that the signal asks for: 130 after SIGINT, 143 after SIGTERM; undefined while there was none. */
  readonly exitCode: () => 130 | 143 | undefined;
  /** What is said when a second signal ends the process at once. */
  readonly setLastWords: (text: string) => void;
}

/** Writes lines, each with its line break. */
export async function writeLines(output: TextOutput, lines: readonly string[]): Promise<void> {
  await output.write(lines.map((line) => `${line}\n`).join(""));
}
