import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Secrets } from "../../exchange/masking/secrets.ts";
import { cleanup } from "./cleanup.ts";
import { playIo } from "../testing/command-io.fixture.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zsc-cleanup-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The journal of a run that may have left one user. */
function leave(runId: string, baseUrl: string): void {
  const lines = [
    { type: "run", runId, baseUrl, startedAt: "2026-11-01T00:00:00.000Z" },
    { type: "created", endpoint: "/Users", id: "1" },
  ];
  writeFileSync(join(folder, `${runId}.jsonl`), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

async function listed(url?: string): Promise<string> {
  const secrets = new Secrets();
  secrets.add("s3cret-token");
  const { io, stdout, stderr } = playIo({ env: { ZI_SCIM_CHECK_STATE: folder }, secrets });
  expect(await cleanup(url, {}, io)).toBe(0);
  return stderr.text() + stdout.text();
}

test("without --run the runs that may have left something are listed, each with the command that removes it", async () => {
  leave("abcdef", "https://scim.example.com/v2");
  expect(await listed()).toBe(
    "2026-11-01T00:00:00.000Z  up to 1 left  zi-scim-check cleanup https://scim.example.com/v2 --run abcdef\n",
  );
  expect(await listed("https://scim.example.com/v2/")).toContain("--run abcdef");
  expect(await listed("https://other.example.com")).toBe(
    "No run against https://other.example.com is known to have left anything.\n",
  );
});

test("a URL that holds a secret finds the run whose journal has it masked, and is not shown", async () => {
  leave("abcdef", "https://scim.example.com/***/v2");
  expect(await listed("https://scim.example.com/s3cret-token/v2")).toContain("--run abcdef");
  expect(await listed("https://scim.example.com/s3cret-token/v3")).toBe(
    "No run against https://scim.example.com/***/v3 is known to have left anything.\n",
  );
});
