import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../../documents/usage-error.ts";
import { writePipe, writePipeNow } from "./report-pipe.ts";
import { reasonOf } from "../system-reason.ts";

/** A report that could not be written once the run was over. */
export class UnwrittenReport extends Error {
  override readonly name = "UnwrittenReport";
}

/** Finds out before a run whether a report can be written there. Throws `UsageError` when not; nothing is left behind. */
export function checkReportFile(path: string): void {
  try {
    const place = placeOf(path);
    if (place.isReplaced) tryDraft(place.path);
    else tryAccess(place.path);
  } catch (cause) {
    throw new UsageError(`The report ${path} cannot be written: ${reasonOf(cause)}.`, HINT, { cause });
  }
}

const HINT = "Name a file in a folder that you may write to.";

/**
 * Writes a report. A file is whole or not at all: an interrupted write leaves the old one, and no draft, as nothing comes
 * between its first and its last byte. A device or a pipe is written straight to, as fast as it is read; the
 * signal ends the wait for somebody who reads. Rejects with `UnwrittenReport`.
 */
export async function writeReportFile(path: string, text: Iterable<string>, signal?: AbortSignal): Promise<void> {
  try {
    const place = placeOf(path);
    if (place.isReplaced) replace(place.path, text);
    else await writePipe(place.path, text, signal);
  } catch (cause) {
    throw toUnwritten(path, cause);
  }
}

/** The same before it returns, for the end of the process. Throws `UnwrittenReport`. */
export function writeReportFileNow(path: string, text: Iterable<string>): void {
  try {
    const place = placeOf(path);
    if (place.isReplaced) replace(place.path, text);
    else writePipeNow(place.path, text);
  } catch (cause) {
    throw toUnwritten(path, cause);
  }
}

/** True for what can be written again: a file, but no device and no pipe. */
export function isReplacedFile(path: string): boolean {
  try {
    return placeOf(path).isReplaced;
  } catch {
    return true;
  }
}

function toUnwritten(path: string, cause: unknown): UnwrittenReport {
  return new UnwrittenReport(`The report ${path} cannot be written: ${reasonOf(cause)}.`, { cause });
}

interface Place {
  readonly path: string;
  /** False for what must stay what it is: a device, a pipe. */
  readonly isReplaced: boolean;
}

/** What the shell has opened already: `/dev/stdout` may be a log that others append to. */
const OPEN_FILE = /^\/dev\/(stdout$|stderr$|fd\/)|^\/proc\/[^/]+\/fd\//;

/** A symbolic link stays; what it leads to is written. */
function placeOf(path: string): Place {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && (!found.isFile() || OPEN_FILE.test(resolve(path)))) return { path, isReplaced: false };
  if (found) return { path: realpathSync(path), isReplaced: true };
  return { path: lstatSync(path, { throwIfNoEntry: false }) ? endOfLink(path) : path, isReplaced: true };
}

function tryAccess(path: string): void {
  if (statSync(path).isSocket()) throw new Error("it is a socket");
  accessSync(path, constants.W_OK);
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

function replace(path: string, text: Iterable<string>): void {
  const draft = draftOf(path);
  try {
    writeAll(draft, text);
    renameSync(draft, path);
  } catch (cause) {
    removeDraft(draft);
    throw cause;
  }
}

function writeAll(path: string, text: Iterable<string>): void {
  const file = openSync(path, "w");
  try {
    // `writeSync` may write a part only, `writeFileSync` goes on until all is out.
    for (const piece of text) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

/** What is wrong is told already; a folder that is gone has no draft to remove. */
function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    return;
  }
}
