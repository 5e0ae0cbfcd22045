import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import type { Run } from "../engine/run.ts";
import { on } from "../kit/defects/on.ts";
import { listen } from "../server/http/listen.ts";
import type { Listening } from "../server/http/listen.ts";
import { createScimServer } from "../server/scim-server.ts";
import { runCommandLine } from "./command-line.ts";
import type { CommandIo } from "./command-io.ts";
import { playIo } from "./testing/command-io.fixture.ts";

const TOKEN = "a-token-of-the-target";
let target: Listening;
let folder = "";

/** A generic server that takes every PATCH of a user and does nothing. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "zsc-who-"));
  const server = createScimServer({ profile: await loadProfile("generic"), token: TOKEN, adminSecret: "admin" });
  const fetch = on("PATCH /Users/:id").answer(() => new Response(null, { status: 204 }))(server.fetch);
  target = await listen({ fetch, basePath: server.basePath }, { port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await target.close();
  rmSync(folder, { recursive: true });
});

interface Played {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Checks one thing that is broken, and one that is not. */
async function check(
  words: readonly string[],
  { env = {}, columns }: { readonly env?: CommandIo["env"]; readonly columns?: number } = {},
): Promise<Played> {
  const set = { SCIM_TOKEN: TOKEN, ZI_SCIM_CHECK_STATE: folder, ...env };
  const { io, stdout, stderr } = playIo({ env: set, ...(columns === undefined ? {} : { columns }) });
  const only = ["--only", "okta.deactivate.patch", "--only", "users.create.status", "--settle", "0"];
  const code = await runCommandLine([target.baseUrl, ...only, ...words], io);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

const AGENT = { CLAUDECODE: "1" };

describe("a coding agent that names no reporter", () => {
  test("gets the report that is made for it, and is told how to get the other one", async () => {
    const { code, stdout, stderr } = await check([], { env: AGENT });
    expect(code).toBe(1);
    expect(stdout).toContain("\nVERDICT: does not conform. Checks: 1 failed, 0 warned, 1 passed, 0 skipped.");
    expect(stdout).toMatch(
      /\n {3}GET \/Users\/\S+ -> 200: expected false, found true at \/active; reference server: \/active false\n/,
    );
    expect(stderr).toContain(
      "as CLAUDECODE says that Claude Code reads it; --reporter terminal is the report for people.\n",
    );
  });

  test.each<[string, readonly string[], { readonly env?: CommandIo["env"]; readonly columns?: number }]>([
    ["is none", [], {}],
    ["sits at a terminal, where people read", [], { env: { ...AGENT, NO_COLOR: "1" }, columns: 80 }],
    ["names the terminal", ["--reporter", "terminal"], { env: AGENT }],
    ["wants it brief", ["--brief"], { env: AGENT }],
  ])("unless it %s", async (_, words, place) => {
    const { stdout, stderr } = await check(words, place);
    expect(stdout).toContain("✗ does not conform");
    expect(stdout).not.toContain("VERDICT");
    expect(stderr).not.toContain("CLAUDECODE");
  });
});

test("--brief leaves scripts and the answer beside out, also of a report in a file", async () => {
  const file = join(folder, "brief.txt");
  await check(["--brief", "--reporter", `terminal=${file}`, "--reporter", `json=${join(folder, "run.json")}`]);
  const text = readFileSync(file, "utf8");
  expect(text).toMatch(
    /\n1 ✗ GET \/Users\/\{id\} shows active true instead of false .* {2}\(deactivate\)\n {4}→ Take an operation/,
  );
  expect(text).not.toMatch(/curl|SCIM_URL/);
  const run: Run = JSON.parse(readFileSync(join(folder, "run.json"), "utf8"));
  expect(run.findings.filter(({ reference }) => reference !== undefined)).toEqual([]);
});

test("--brief without a terminal report is refused, as nothing would heed it", async () => {
  const { code, stderr } = await check(["--brief", "--reporter", "json"]);
  expect(code).toBe(2);
  expect(stderr).toBe(
    "error: --brief is given, but no terminal report is asked for.\nhint:  Leave it out, or add --reporter terminal.\n",
  );
});

test("the JSON report says that it is a selection, and holds the answer beside", async () => {
  const { stdout } = await check(["--reporter", "json"]);
  const run: Run = JSON.parse(stdout);
  expect(run.run.selective).toBe(true);
  const finding = run.findings.find(({ check: id }) => id === "okta.deactivate.patch");
  expect(finding?.reference).toMatchObject({ status: 200, body: { active: false } });
});

test("a selection that passes is counted and does not conform", async () => {
  const { code, stdout } = await check(["--skip", "okta.deactivate.patch"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/\n✓ 1 check passed {3}1 of \d+ observable requirements exercised {2}0 warned/);
  expect(stdout).not.toContain("conforms");
});

test("emulate takes --brief too", async () => {
  const { io, stdout } = playIo({ env: { SCIM_TOKEN: TOKEN, ZI_SCIM_CHECK_STATE: folder } });
  const words = ["emulate", "deactivate", "--target", target.baseUrl, "--brief", "--settle", "0"];
  expect(await runCommandLine(words, io)).toBe(1);
  expect(stdout.text()).toMatch(/\n✗ scenario deactivate {2}\S/);
  expect(stdout.text().trimEnd().split("\n").length).toBeLessThanOrEqual(24);
});
