import { writeSync } from "node:fs";

/** A file descriptor as a way out for text. */
export interface Outlet {
  /** Resolves to undefined when the text is out, else to what is wrong; from then on nothing is written any more. */
  readonly write: (text: string) => Promise<Error | undefined>;
  /**
   * Writes, before it returns, what is not out yet and then the text. A reader who takes nothing for five seconds is given up.
   */
  readonly finish: (text: string) => void;
}

interface Waiting {
  rest: Buffer;
  readonly settle: (problem: Error | undefined) => void;
}

const LONGEST_PAUSE_MS = 16;
const LAST_PATIENCE_MS = 5000;
const NOTHING = new Int32Array(new SharedArrayBuffer(4));

/**
 * An outlet to a descriptor of any kind: what a full pipe does not take is kept here and not in a stream, so that it is known
 * what is still to be written when the process must end at once.
 * @param patienceMs How long a reader may take nothing; for ever when left out.
 */
export function createOutlet(fd: number, patienceMs: number = Infinity): Outlet {
  const queue: Waiting[] = [];
  let problem: Error | undefined;
  let timer: NodeJS.Timeout | undefined;

  const giveUp = (error: Error): void => {
    problem = error;
    for (const { settle } of queue.splice(0)) settle(problem);
  };
  /** Writes once; false when the reader takes nothing now. */
  const advance = (waiting: Waiting): boolean => {
    try {
      waiting.rest = waiting.rest.subarray(writeSync(fd, waiting.rest));
    } catch (error) {
      if (isBusy(error)) return false;
      giveUp(error instanceof Error ? error : new Error(String(error)));
      return true;
    }
    if (waiting.rest.length === 0) queue.shift()?.settle(undefined);
    return true;
  };
  /** Writes as much as is taken; true when that was anything. */
  const pump = (): boolean => {
    let hasMoved = false;
    for (let [first] = queue; first !== undefined && advance(first); [first] = queue) hasMoved = true;
    return hasMoved;
  };
  const pumpLater = (pauseMs: number, idleMs: number): void => {
    timer = setTimeout(() => {
      timer = undefined;
      if (queue.length === 0) return;
      const idle = pump() ? 0 : idleMs + pauseMs;
      if (idle >= patienceMs) giveUp(new Error(`nobody has read from it for ${patienceMs / 1000} s`));
      if (queue.length > 0) pumpLater(idle === 0 ? 1 : Math.min(pauseMs * 2, LONGEST_PAUSE_MS), idle);
    }, pauseMs);
  };
  return {
    write: (text) => {
      if (problem !== undefined || text === "") return Promise.resolve(problem);
      return new Promise((resolve) => {
        // Signals and timers get their turn between two texts.
        queue.push({ rest: Buffer.from(text), settle: (found) => void setImmediate(() => resolve(found)) });
        if (queue.length === 1) pump();
        if (queue.length > 0 && timer === undefined) pumpLater(1, 0);
      });
    },
    finish: (text) => {
      if (problem === undefined && text !== "") queue.push({ rest: Buffer.from(text), settle: () => undefined });
      for (let idleMs = 0; queue.length > 0 && idleMs < LAST_PATIENCE_MS;) {
        if (pump()) idleMs = 0;
        else idleMs += sleepNow(5);
      }
      if (queue.length > 0) giveUp(new Error("nobody reads from it"));
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EAGAIN" || error.code === "EWOULDBLOCK");
}

function sleepNow(ms: number): number {
  Atomics.wait(NOTHING, 0, 0, ms);
  return ms;
}
