import { closeSync, constants, openSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createOutlet } from "./outlet.ts";

/** How long a pipe may have no reader, or one who reads nothing. */
const PATIENCE_MS = 30_000;
const STEP_MS = 50;

/** Without `O_NONBLOCK` a pipe that nobody reads would hold the whole process up. */
const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_NONBLOCK;

/** Writes to a device or a pipe as it is read. Rejects when that fails, or nobody reads for half a minute or when the signal comes. */
export async function writePipe(path: string, text: Iterable<string>, signal?: AbortSignal): Promise<void> {
  const file = await openPipe(path, signal);
  try {
    const outlet = createOutlet(file, PATIENCE_MS);
    for (const piece of text) {
      const problem = await outlet.write(piece);
      if (problem !== undefined) throw problem;
    }
  } finally {
    closeSync(file);
  }
}

/** Writes what is taken at once. Throws when nobody reads. */
export function writePipeNow(path: string, text: Iterable<string>): void {
  const file = openNow(path);
  if (file === undefined) throw new Error("nobody reads from it");
  try {
    const outlet = createOutlet(file);
    for (const piece of text) outlet.finish(piece);
  } finally {
    closeSync(file);
  }
}

async function openPipe(path: string, signal: AbortSignal | undefined): Promise<number> {
  for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
    const file = openNow(path);
    if (file !== undefined) return file;
    if (signal?.aborted === true) throw new Error("nobody reads from it");
    await sleep(STEP_MS);
  }
  throw new Error(`nobody has read from it for ${PATIENCE_MS / 1000} s`);
}

/** Undefined while the pipe has no reader. */
function openNow(path: string): number | undefined {
  try {
    return openSync(path, FLAGS);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENXIO") return undefined;
    throw error;
  }
}
