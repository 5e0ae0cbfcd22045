import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listJournals } from "./list-journals.ts";

let folder = "";
const env = (): Record<string, string> => ({ ZI_SCIM_CHECK_STATE: folder });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zsc-journals-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(runId: string, ...lines: readonly object[]): void {
  writeFileSync(join(folder, `${runId}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

function start(runId: string, startedAt: string): object {
  return { type: "run", runId, baseUrl: "https://scim.example.com/v2", startedAt };
}

test("the runs are listed from the oldest on, each with what may be left of it", () => {
  const [user, name] = [
    { endpoint: "/Users", id: "1" },
    { endpoint: "/Users", name: "zsc-newrun-ann" },
  ];
  write(
    "newrun",
    start("newrun", "2026-11-02T00:00:00.000Z"),
    { type: "intent", ...name },
    { type: "created", ...user },
    { type: "settled", ...name },
    { type: "removed", ...user },
    { type: "created", endpoint: "/Groups", id: "1" },
    { type: "intent", endpoint: "/Users", name: "zsc-newrun-bob" },
  );
  write("oldrun", start("oldrun", "2026-11-01T00:00:00.000Z"));
  const baseUrl = "https://scim.example.com/v2";
  expect(listJournals(env())).toEqual([
    { runId: "oldrun", baseUrl, startedAt: "2026-11-01T00:00:00.000Z", open: 0 },
    { runId: "newrun", baseUrl, startedAt: "2026-11-02T00:00:00.000Z", open: 2 },
  ]);
});

test("what is no journal is passed over", () => {
  write("norun", { type: "created", endpoint: "/Users", id: "1" });
  writeFileSync(join(folder, "notes.txt"), "x");
  writeFileSync(join(folder, "broken.jsonl"), "{");
  expect(listJournals(env())).toEqual([]);
});

test("a folder that is not there holds none", () => {
  rmSync(folder, { recursive: true });
  expect(listJournals(env())).toEqual([]);
});
