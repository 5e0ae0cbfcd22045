import type { Secrets } from "../exchange/masking/secrets.ts";

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
  /** Writes what is not out yet and then the text before it returns: for a process that must end at once. */
  readonly finish: (text: string) => void;
  /** Why nothing could be written, other than that nobody reads any more: a full disk, for example. */
  readonly problem: () => string | undefined;
  readonly isTTY: boolean;
  /** Width of the terminal; undefined when it is none. */
  readonly columns: number | undefined;
}

/** Exit code of a process that a signal has ended: SIGHUP, SIGINT or SIGTERM. */
export type SignalCode = 129 | 130 | 143;

/** Ctrl-C and its kin. */
export interface Interruption {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** Exit code that the signal asks for: 130 after SIGINT, 143 after SIGTERM, 129 after SIGHUP; undefined while there was none. */
  readonly exitCode: () => SignalCode | undefined;
  /** From now on the first signal is answered by the command; before that there is nothing to end in order. */
  readonly attend: () => void;
  /** What is said when a second signal ends the process at once. */
  readonly setLastWords: (text: string) => void;
  /** What is done, in one go, before a second signal ends the process. */
  readonly setFarewell: (act: () => void) => void;
}

/** Writes lines, each with its line break. */
export async function writeLines(output: TextOutput, lines: readonly string[]): Promise<void> {
  await output.write(lines.map((line) => `${line}\n`).join(""));
}
