import type { Interruption, SignalCode } from "./command-io.ts";

/** What asks the process to end. */
export type StopSignal = "SIGINT" | "SIGTERM" | "SIGHUP";

/** The process, as far as signals go. */
export interface SignalSource {
  readonly on: (signal: StopSignal, listener: () => void) => unknown;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
  /** Writes to stderr before the process ends. */
  readonly say: (text: string) => void;
}

/** SIGHUP says that the terminal has gone: what was made on the target is removed all the same. */
const CODES: Readonly<Record<StopSignal, SignalCode>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * Aborts at the first signal, so that the run can clean up; ends the process at the second, and at the first one while no
 * command attends to it.
 */
export function createInterruption(source: SignalSource): Interruption {
  const controller = new AbortController();
  let code: SignalCode | undefined;
  let isAttended = false;
  let lastWords = "Stopped at once.";
  let farewell = (): void => undefined;
  const onSignal = (signal: StopSignal): void => {
    if (code !== undefined || !isAttended) {
      code ??= CODES[signal];
      farewell();
      source.say(`\n${lastWords}\n`);
      source.exit(code);
      return;
    }
    code = CODES[signal];
    controller.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) source.on(signal, () => onSignal(signal));
  return {
    signal: controller.signal,
    exitCode: () => code,
    attend: () => {
      isAttended = true;
    },
    setLastWords: (text) => {
      lastWords = text;
    },
    setFarewell: (act) => {
      farewell = act;
    },
  };
}
