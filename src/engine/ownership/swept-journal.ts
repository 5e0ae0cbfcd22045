import type { Journal, JournalEntry } from "./journal.ts";
import type { Secrets } from "../../exchange/masking/secrets.ts";

/**
 * A journal without secrets, which outlives the run on disk. A resource whose id holds one is left out: it is found by its
 * name when the run is cleaned up.
 */
export function createSweptJournal(journal: Journal, secrets: Secrets): Journal {
  return {
    append: (entry) => {
      const swept = sweepEntry(entry, secrets);
      if (swept !== undefined) journal.append(swept);
    },
  };
}

function sweepEntry(entry: JournalEntry, { sweep, sweepValue }: Secrets): JournalEntry | undefined {
  switch (entry.type) {
    case "run":
      return { ...entry, baseUrl: sweep(entry.baseUrl) };
    case "intent":
    case "settled":
      return { ...entry, endpoint: sweep(entry.endpoint), name: sweepValue(entry.name) };
    case "created":
    case "removed":
      return sweepValue(entry.id) === entry.id ? { ...entry, endpoint: sweep(entry.endpoint) } : undefined;
  }
}
