import { readdirSync } from "node:fs";
import type { JournalEntry } from "../../engine/ownership/journal.ts";
import { journalFolder, readJournalFile } from "./journal-file.ts";

/** A run that may have left something on its target. */
export interface JournalSummary {
  readonly runId: string;
  readonly baseUrl: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** How many resources may be left by what the journal tells. */
  readonly open: number;
}

/** The journals in the state folder, oldest first. A folder that is not there holds none. */
export function listJournals(env: Readonly<Record<string, string | undefined>>): readonly JournalSummary[] {
  const folder = journalFolder(env);
  const names = filesIn(folder);
  const summaries = names.flatMap((name) => summarize(entriesOf(folder, name.slice(0, -".jsonl".length))));
  return summaries.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
}

/** One that cannot be read tells of no run, and hides no other. */
function entriesOf(folder: string, runId: string): readonly JournalEntry[] {
  try {
    return readJournalFile(folder, runId) ?? [];
  } catch {
    return [];
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile() && entry.name.endsWith(".jsonl")).map(({ name }) => name);
  } catch {
    return [];
  }
}

function summarize(entries: readonly JournalEntry[]): readonly JournalSummary[] {
  const start = entries.find((entry) => entry.type === "run");
  // A line of somebody else's, or of a later version, tells of no run.
  if (start === undefined || ![start.runId, start.baseUrl, start.startedAt].every(isText)) return [];
  const open = new Set<string>();
  for (const entry of entries) {
    if (entry.type === "intent") open.add(`${entry.endpoint} ${entry.name}`);
    if (entry.type === "settled") open.delete(`${entry.endpoint} ${entry.name}`);
    if (entry.type === "created") open.add(`${entry.endpoint}/${entry.id}`);
    if (entry.type === "removed") open.delete(`${entry.endpoint}/${entry.id}`);
  }
  const { runId, baseUrl, startedAt } = start;
  return [{ runId, baseUrl, startedAt, open: open.size }];
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}
