import { UsageError } from "../../documents/usage-error.ts";
import type { JournalEntry } from "../../engine/ownership/journal.ts";
import type { Ownership } from "../../engine/ownership/ownership.ts";

/** Which run and target the journal must be of. */
export interface JournalIdentity {
  readonly baseUrl: string;
  readonly runId: string;
}

/** Tells an ownership what a journal says was made and not removed. Throws `UsageError` for a journal of another target. */
export function replayJournal(ownership: Ownership, entries: readonly JournalEntry[], identity: JournalIdentity): void {
  const madeBy = "journal";
  entries.forEach((entry, index) => {
    switch (entry.type) {
      case "run":
        rejectOtherTarget(entry.baseUrl, identity);
        break;
      case "intent":
        ownership.suspect(entry.endpoint);
        ownership.intend(index, { endpoint: entry.endpoint, name: entry.name, madeBy });
        break;
      case "settled":
        settleByName(ownership, entry);
        break;
      case "created":
        ownership.suspect(entry.endpoint);
        ownership.claim({ endpoint: entry.endpoint, id: entry.id, madeBy });
        break;
      case "removed":
        ownership.removed(entry.endpoint, entry.id);
        break;
    }
  });
}

function settleByName(ownership: Ownership, entry: { readonly endpoint: string; readonly name: string }): void {
  const open = ownership.openIntents().find((i) => i.endpoint === entry.endpoint && i.name === entry.name);
  if (open !== undefined) ownership.settle(open.seq);
}

function rejectOtherTarget(baseUrl: string, identity: JournalIdentity): void {
  if (baseUrl === identity.baseUrl) return;
  throw new UsageError(
    `Run ${identity.runId} was made against ${baseUrl}, not ${identity.baseUrl}.`,
    "Give the URL of that run; nothing has been changed.",
  );
}
