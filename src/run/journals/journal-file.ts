import { appendFileSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { UsageError } from "../../documents/usage-error.ts";
import type { Journal, JournalEntry } from "../../engine/ownership/journal.ts";
import { makeFolder } from "./make-folder.ts";
import { messageOf } from "../../scim/message-of.ts";

/**
 * Where journals are kept: `ZI_SCIM_CHECK_STATE`, else the state folder of the XDG base directories, whose paths count only
 * when they are absolute. Whoever has no home gets the folder for temporary files.
 */
export function journalFolder(env: Readonly<Record<string, string | undefined>>): string {
  const own = env["ZI_SCIM_CHECK_STATE"];
  if (own !== undefined && own !== "") return own;
  const state = env["XDG_STATE_HOME"];
  if (state !== undefined && isAbsolute(state)) return join(state, "zi-scim-check");
  const home = homeOf();
  return home === undefined ? join(tmpdir(), "zi-scim-check") : join(home, ".local", "state", "zi-scim-check");
}

/** Where `HOME` is empty it is no folder, and where the system does not know the user either, `homedir` throws. */
function homeOf(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}

/** The journal file of a run. */
export function journalPath(folder: string, runId: string): string {
  return join(folder, `${runId}.jsonl`);
}

/**
 * A journal that is on disk before the next request goes out: a run that is killed can still be cleaned up. A folder that
 * cannot be written to is reported once to `onProblem`; the run goes on without a journal.
 */
export function openJournalFile(folder: string, runId: string, onProblem: (message: string) => void): JournalFile {
  const path = journalPath(folder, runId);
  let isUsable = true;
  const append = (entry: JournalEntry): void => {
    if (!isUsable) return;
    try {
      makeFolder(folder);
      appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    } catch (error) {
      isUsable = false;
      onProblem(
        `the journal ${path} cannot be written (${reasonOf(error)}): a killed run could not be cleaned up from it`,
      );
    }
  };
  return { append, discard: () => (isUsable ? removeJournalFile(folder, runId) : undefined) };
}

/** Removes the journal of a run. One that cannot be removed stays: it only says again what is done already. */
export function removeJournalFile(folder: string, runId: string): void {
  try {
    rmSync(journalPath(folder, runId), { force: true });
  } catch {
    return;
  }
}

/** A journal and the end of it: nothing is left on the target. */
export interface JournalFile extends Journal {
  readonly discard: () => void;
}

/**
 * Reads the journal of a run; undefined when there is none. A last line cut short by a kill is left out. Throws `UsageError`
 * when there is one that cannot be read.
 */
export function readJournalFile(folder: string, runId: string): readonly JournalEntry[] | undefined {
  const lines = readText(journalPath(folder, runId))?.split("\n");
  return lines?.flatMap((line) => parseLine(line) ?? []);
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new UsageError(
      `The journal ${path} cannot be read (${reasonOf(cause)}).`,
      "Make it readable, or move it away: then the run's names alone are looked for.",
      { cause },
    );
  }
}

/** `EACCES: permission denied, open '...'` without system call and path. */
function reasonOf(error: unknown): string {
  return messageOf(error).replace(/, \w+ '.*$/s, "");
}

function parseLine(line: string): JournalEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return isEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is JournalEntry {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}
