import { accessSync, closeSync, constants, lstatSync, openSync, realpathSync, rmSync, statSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { UsageError } from "../documents/usage-error.ts";

/** A report that could not be written once the run was over. */
export class UnwrittenReport extends Error {
  override readonly name = "UnwrittenReport";
}

/** Finds out before a run whether a report can be written there. Throws `UsageError` when not; nothing is left behind. */
export function checkReportFile(path: string): void {
  try {
    const place = placeOf(path);
    if (place.isReplaced) tryDraft(place.path);
    else accessSync(place.path, constants.F_OK | constants.W_OK);
  } catch (cause) {
    throw new UsageError(`The report ${path} cannot be written: ${reasonOf(cause)}.`, HINT, { cause });
  }
}

const HINT = "Name a file in a folder that you may write to.";

/**
 * Writes a report. A file is whole or not at all: an interrupted write leaves the old one. A device or a pipe is written
 * straight to. Rejects with `UnwrittenReport`.
 */
export async function writeReportFile(path: string, text: Iterable<string>): Promise<void> {
  try {
    const place = placeOf(path);
    await (place.isReplaced ? replace(place.path, text) : writeTo(place.path, text));
  } catch (cause) {
    throw new UnwrittenReport(`The report ${path} cannot be written: ${reasonOf(cause)}.`, { cause });
  }
}

interface Place {
  readonly path: string;
  /** False for what must stay what it is: a device, a pipe. */
  readonly isReplaced: boolean;
}

/** A symbolic link stays; what it leads to is written. */
function placeOf(path: string): Place {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found) return found.isFile() ? { path: realpathSync(path), isReplaced: true } : { path, isReplaced: false };
  return { path: lstatSync(path, { throwIfNoEntry: false }) ? endOfLink(path) : path, isReplaced: true };
}

/** Where a link to nothing leads: the system follows it when the file is made. */
function endOfLink(path: string): string {
  closeSync(openSync(path, "a"));
  const end = realpathSync(path);
  rmSync(end);
  return end;
}

function draftOf(path: string): string {
  return `${path}.${process.pid}.tmp`;
}

function tryDraft(path: string): void {
  const draft = draftOf(path);
  closeSync(openSync(draft, "w"));
  rmSync(draft);
}

async function replace(path: string, text: Iterable<string>): Promise<void> {
  const draft = draftOf(path);
  try {
    await writeTo(draft, text);
    await rename(draft, path);
  } catch (cause) {
    // What is wrong is told already; a folder that is gone has no draft to remove.
    await rm(draft, { force: true }).catch(() => undefined);
    throw cause;
  }
}

async function writeTo(path: string, text: Iterable<string>): Promise<void> {
  const file = await open(path, "w");
  try {
    // `write` may write a part only, `writeFile` goes on until all is out.
    for (const piece of text) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}

/** `ENOSPC: no space left on device, write` without code and system call. */
function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return /^[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message;
}
