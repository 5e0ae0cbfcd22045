import type { Interruption } from "./command-io.ts";

/** The process, as far as signals go. */
export interface SignalSource {
  readonly on: (signal: "SIGINT" | "SIGTERM", listener: () => void) => unknown;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
  /** Writes to stderr before the process ends. */
  readonly say: (text: string) => void;
}

const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Aborts at the first signal, so that the run can clean up; ends the process at the second. */
export function createInterruption(source: SignalSource): Interruption {
  const controller = new AbortController();
  let code: 130 | 143 | undefined;
  let lastWords = "Stopped at once.";
  const onSignal = (signal: keyof typeof CODES): void => {
    if (code !== undefined) {
      source.say(`\n${lastWords}\n`);
      source.exit(code);
      return;
    }
    code = CODES[signal];
    controller.abort();
  };
  source.on("SIGINT", () => onSignal("SIGINT"));
  source.on("SIGTERM", () => onSignal("SIGTERM"));
  return {
    signal: controller.signal,
    exitCode: () => code,
    setLastWords: (text) => {
      lastWords = text;
    },
  };
}
