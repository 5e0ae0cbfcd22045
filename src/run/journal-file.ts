import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Journal, JournalEntry } from "../engine/ownership/journal.ts";

/** Where journals are kept: `ZI_SCIM_CHECK_STATE`, else the state folder of the XDG base directories. */
export function journalFolder(env: Readonly<Record<string, string | undefined>>): string {
  const own = env["ZI_SCIM_CHECK_STATE"];
  if (own !== undefined && own !== "") return own;
  const state = env["XDG_STATE_HOME"];
  const base = state !== undefined && state !== "" ? state : join(homedir(), ".local", "state");
  return join(base, "zi-scim-check");
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
      mkdirSync(folder, { recursive: true });
      appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    } catch (error) {
      isUsable = false;
      onProblem(
        `the journal ${path} cannot be written (${String(error)}): a killed run could not be cleaned up from it`,
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

/** Reads the journal of a run; undefined when there is none. A last line cut short by a kill is left out. */
export function readJournalFile(folder: string, runId: string): readonly JournalEntry[] | undefined {
  const path = journalPath(folder, runId);
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.flatMap((line) => parseLine(line) ?? []);
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
