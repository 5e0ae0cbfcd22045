import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runCommandLine } from "../command-line.ts";
import { playIo } from "../testing/command-io.fixture.ts";

let folder = "";
let url = "";
/** A target without anybody. */
const server = createServer((_request, response) => {
  response.setHeader("content-type", "application/scim+json");
  response.end('{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[]}');
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "zsc-cleanup-"));
  vi.stubEnv("ZI_SCIM_CHECK_STATE", folder);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
  await new Promise((resolve) => server.close(resolve));
});

/** What `cleanup` prints. */
async function cleanup(...args: readonly string[]): Promise<string> {
  const { io, stdout, stderr } = playIo({ env: process.env });
  expect(await runCommandLine(["cleanup", ...args], io)).toBe(0);
  return stderr.text() + stdout.text();
}

function writeJournal(...entries: readonly object[]): void {
  const start = { type: "run", runId: "abcd2345", baseUrl: url, startedAt: "2026-11-01T00:00:00.000Z" };
  writeFileSync(join(folder, "abcd2345.jsonl"), [start, ...entries].map((one) => `${JSON.stringify(one)}\n`).join(""));
}

describe("cleanup", () => {
  it("says that only names were looked for when it has no journal of the run", async () => {
    expect(await cleanup(url, "--run", "abcd2345")).toBe(
      "Nothing named zsc-abcd2345-... is there. No journal of run abcd2345 was found, so only its names were looked for.\n",
    );
  });

  it("says of a run with a journal that nothing is left", async () => {
    writeJournal();
    expect(await cleanup(url, "--run", "abcd2345")).toBe("Nothing of that run is left.\n");
  });

  it("lists a run of which nothing is known to be left in words of its own", async () => {
    writeJournal();
    expect(await cleanup()).toBe(`2026-11-01T00:00:00.000Z  none known  zi-scim-check cleanup ${url} --run abcd2345\n`);
    writeJournal({ type: "created", endpoint: "/Users", id: "1" });
    expect(await cleanup()).toBe(
      `2026-11-01T00:00:00.000Z  up to 1 left  zi-scim-check cleanup ${url} --run abcd2345\n`,
    );
  });
});
