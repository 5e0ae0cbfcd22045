import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { journalFolder, journalPath, openJournalFile, readJournalFile, removeJournalFile } from "./journal-file.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "zsc-journal-"));
  folders.push(folder);
  return folder;
}

const fail = (message: string): void => {
  throw new Error(message);
};

test("what was noted is read back in order, by its owner alone", () => {
  const folder = join(temporaryFolder(), "new");
  const journal = openJournalFile(folder, "abcd2345", fail);
  journal.append({ type: "intent", endpoint: "/Users", name: "ann" });
  journal.append({ type: "created", endpoint: "/Users", id: "1" });
  expect(readJournalFile(folder, "abcd2345")).toEqual([
    { type: "intent", endpoint: "/Users", name: "ann" },
    { type: "created", endpoint: "/Users", id: "1" },
  ]);
  expect(statSync(journalPath(folder, "abcd2345")).mode & 0o077).toBe(0);
});

test("a line cut short by a kill does not spoil the others", () => {
  const folder = temporaryFolder();
  const journal = openJournalFile(folder, "abcd2345", fail);
  journal.append({ type: "created", endpoint: "/Users", id: "1" });
  appendFileSync(journalPath(folder, "abcd2345"), '{"type":"crea');
  expect(readJournalFile(folder, "abcd2345")).toEqual([{ type: "created", endpoint: "/Users", id: "1" }]);
});

test("a journal that is done with leaves no file", () => {
  const folder = temporaryFolder();
  const journal = openJournalFile(folder, "abcd2345", fail);
  journal.append({ type: "created", endpoint: "/Users", id: "1" });
  journal.discard();
  expect(existsSync(journalPath(folder, "abcd2345"))).toBe(false);
  expect(readJournalFile(folder, "abcd2345")).toBeUndefined();
});

test("a folder that cannot be written to is told once, and the run goes on", () => {
  const told: string[] = [];
  const below = join(temporaryFolder(), "file", "nowhere");
  writeFileSync(dirname(below), "");
  const journal = openJournalFile(below, "abcd2345", (message) => told.push(message));
  journal.append({ type: "created", endpoint: "/Users", id: "1" });
  journal.append({ type: "created", endpoint: "/Users", id: "2" });
  expect(told).toHaveLength(1);
  expect(told[0]).toContain("cannot be written");
  expect(() => journal.discard()).not.toThrow();
  expect(() => removeJournalFile(below, "abcd2345")).not.toThrow();
});

test.each([
  [{ ZI_SCIM_CHECK_STATE: "/own", XDG_STATE_HOME: "/xdg" }, "/own"],
  [{ XDG_STATE_HOME: "/xdg" }, "/xdg/zi-scim-check"],
])("with %j journals are kept in %s", (env, folder) => {
  expect(journalFolder(env)).toBe(folder);
});
