import type { Secrets } from "../../exchange/masking/secrets.ts";
import type { CommandIo, TextOutput } from "../command-io.ts";

/** An output that keeps what is written to it. */
export interface KeptOutput extends TextOutput {
  readonly text: () => string;
}

/** What a command is carried out with in this process, and what it has written. */
export interface PlayedIo {
  readonly io: CommandIo;
  readonly stdout: KeptOutput;
  readonly stderr: KeptOutput;
}

/** What a test chooses; `columns` makes a terminal of stdout. */
export interface PlayedIoOptions {
  readonly env?: CommandIo["env"];
  readonly columns?: number;
  readonly signal?: AbortSignal;
  readonly secrets?: Secrets;
}

/** Surroundings of a command in which nothing is interrupted but by the signal given. */
export function playIo(options: PlayedIoOptions = {}): PlayedIo {
  const { env = {}, columns, signal = new AbortController().signal, secrets } = options;
  const [stdout, stderr] = [keepOutput(columns), keepOutput()];
  const nothing = (): undefined => undefined;
  const interruption = { signal, exitCode: nothing, attend: nothing, setLastWords: nothing, setFarewell: nothing };
  return { io: { env, stdout, stderr, interruption, ...(secrets && { secrets }) }, stdout, stderr };
}

function keepOutput(columns?: number): KeptOutput {
  let text = "";
  return {
    write: async (piece) => {
      text += piece;
      return true;
    },
    finish: (piece) => void (text += piece),
    problem: () => undefined,
    isTTY: columns !== undefined,
    columns,
    text: () => text,
  };
}
