import { expect, test } from "vitest";
import type { JournalEntry } from "./journal.ts";
import { Secrets } from "../../exchange/masking/secrets.ts";
import { createSweptJournal } from "./swept-journal.ts";

function written(...entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const secrets = new Secrets();
  secrets.add("s3cret-token");
  const kept: JournalEntry[] = [];
  const journal = createSweptJournal({ append: (entry) => kept.push(entry) }, secrets);
  for (const entry of entries) journal.append(entry);
  return kept;
}

test("a journal holds no secret, be it in a URL or a name", () => {
  const run = { type: "run", runId: "abcd2345", startedAt: "2026-01-01T00:00:00Z" } as const;
  expect(
    written(
      { ...run, baseUrl: "https://h/s3cret-token/v2" },
      { type: "intent", endpoint: "/Users", name: "zsc-s3cret-token" },
    ),
  ).toEqual([
    { ...run, baseUrl: "https://h/***/v2" },
    { type: "intent", endpoint: "/Users", name: "zsc-***" },
  ]);
});

test("an id that holds a secret is left out, as a masked one would name something else", () => {
  const made = { type: "created", endpoint: "/Users", id: "7" } as const;
  expect(written(made, { ...made, id: "7-s3cret-token" }, { ...made, type: "removed", id: "s3cret%2Dtoken" })).toEqual([
    made,
  ]);
});
