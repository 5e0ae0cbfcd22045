import { constants } from "node:fs";
import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** No document is longer; `/dev/zero` is. */
const MAX_BYTES = 16 * 1024 * 1024;
/** How long the writer of a pipe may write nothing. */
const PATIENCE_MS = 30_000;
const STEP_MS = 20;

/**
 * Reads a text file that the user names. It may be a pipe: one that nobody writes to is empty, and holds nothing up, neither
 * this process nor its end. Rejects with what the system says, or in words when there is no end to it.
 */
export async function readTextFile(path: string, maxBytes: number = MAX_BYTES): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return await readAll(file, maxBytes);
  } finally {
    await file.close();
  }
}

async function readAll(file: FileHandle, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  let idleMs = 0;
  while (idleMs < PATIENCE_MS && size <= maxBytes) {
    const chunk = await readSome(file);
    if (chunk === undefined) {
      idleMs += STEP_MS;
      await sleep(STEP_MS);
      continue;
    }
    if (chunk.length === 0) return Buffer.concat(chunks).toString("utf8");
    chunks.push(chunk);
    size += chunk.length;
    idleMs = 0;
  }
  throw new Error(size > maxBytes ? `it is longer than ${maxBytes} bytes` : "nobody writes to the pipe");
}

/** Undefined while a pipe has nothing; empty at the end. */
async function readSome(file: FileHandle): Promise<Buffer | undefined> {
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(65_536));
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EAGAIN") return undefined;
    throw error;
  }
}
