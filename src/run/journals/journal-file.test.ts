import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { journalFolder, journalPath, openJournalFile, readJournalFile, removeJournalFile } from "./journal-file.ts";

const folders: string[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
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

/** Folders in which nothing can be made, each as the path of a state folder. */
const USELESS: readonly (readonly [string, (folder: string) => string])[] = [
  ["below /proc", () => "/proc/zi-scim-check-nowhere/deep"],
  ["that is a device", () => "/dev/full"],
  [
    "that is a file",
    (folder) => {
      writeFileSync(join(folder, "file"), "");
      return join(folder, "file");
    },
  ],
  [
    "that is a link to nothing",
    (folder) => {
      symlinkSync(join(folder, "gone", "deep"), join(folder, "link"));
      return join(folder, "link");
    },
  ],
  [
    "that is a link to itself",
    (folder) => {
      symlinkSync("loop", join(folder, "loop"));
      return join(folder, "loop");
    },
  ],
];

test.each(USELESS)("a state folder %s is told in one sentence at once, and the run goes on", (_, make) => {
  const told: string[] = [];
  const journal = openJournalFile(make(temporaryFolder()), "abcd2345", (message) => told.push(message));
  journal.append({ type: "created", endpoint: "/Users", id: "1" });
  journal.append({ type: "created", endpoint: "/Users", id: "2" });
  expect(told).toEqual([
    expect.stringMatching(/^the journal \S+ cannot be written \(E[A-Z]+: [^()']+\): a killed run could not/),
  ]);
  expect(() => journal.discard()).not.toThrow();
});

test("a full disk is told once, and the run goes on", () => {
  const folder = temporaryFolder();
  symlinkSync("/dev/full", journalPath(folder, "abcd2345"));
  const told: string[] = [];
  const journal = openJournalFile(folder, "abcd2345", (message) => told.push(message));
  journal.append({ type: "created", endpoint: "/Users", id: "1" });
  journal.append({ type: "created", endpoint: "/Users", id: "2" });
  expect(told).toEqual([expect.stringContaining("ENOSPC: no space left on device")]);
});

test("a journal that is there and cannot be read is told in a sentence", () => {
  const folder = temporaryFolder();
  mkdirSync(journalPath(folder, "abcd2345"));
  expect(() => readJournalFile(folder, "abcd2345")).toThrow(
    `The journal ${journalPath(folder, "abcd2345")} cannot be read (EISDIR: illegal operation on a directory`,
  );
});

test("an empty HOME is no place for journals, least of all the working folder", () => {
  vi.stubEnv("HOME", "");
  expect(journalFolder({}).startsWith("/")).toBe(true);
  expect(journalFolder({})).toMatch(/zi-scim-check$/);
});

test("a relative path in XDG_STATE_HOME counts for nothing", () => {
  expect(journalFolder({ XDG_STATE_HOME: "state" })).toBe(join(homedir(), ".local", "state", "zi-scim-check"));
});

test.each([
  [{ ZI_SCIM_CHECK_STATE: "/own", XDG_STATE_HOME: "/xdg" }, "/own"],
  [{ XDG_STATE_HOME: "/xdg" }, "/xdg/zi-scim-check"],
])("with %j journals are kept in %s", (env, folder) => {
  expect(journalFolder(env)).toBe(folder);
});
