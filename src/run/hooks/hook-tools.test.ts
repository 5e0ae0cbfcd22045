import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { Interrupted } from "../../engine/endurance/interrupted.ts";
import type { Hook } from "../../profile/hook.ts";
import type { Json } from "../../scim/json.ts";
import { hookRunners } from "./hook-tools.ts";
import { runShell } from "./run-shell.ts";

const folders: string[] = [];
const servers: Server[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "zsc-hook-"));
  folders.push(folder);
  return folder;
}

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
}

async function run(hook: Hook, signal: AbortSignal): Promise<Json> {
  const profile = { ...(await loadProfile("generic")), hooks: { "buy-seats": hook } };
  const runner = hookRunners({ profile, hookValues: {} }, { signal })["buy-seats"];
  return runner === undefined ? "no runner" : runner({});
}

async function until(holds: () => boolean): Promise<void> {
  for (let step = 0; step < 150 && !holds(); step += 1) await new Promise((resolve) => setTimeout(resolve, 20));
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

test("a shell hook ends with the run, and so does everything that it has started", async () => {
  const file = join(temporaryFolder(), "beats");
  const stop = new AbortController();
  // A child of the shell's, and both turn a deaf ear to SIGTERM.
  const beat = `trap "" TERM; while :; do echo beat >> ${file}; sleep 0.02; done`;
  const running = run({ kind: "shell", command: `trap '' TERM; sh -c '${beat}'; sleep 60` }, stop.signal);
  const ended = running.catch((error: unknown) => error);
  await until(() => sizeOf(file) > 0);
  const startedAt = performance.now();
  stop.abort();
  expect(await ended).toBeInstanceOf(Interrupted);
  expect(performance.now() - startedAt).toBeLessThan(500);
  // They have a second.
  await new Promise((resolve) => setTimeout(resolve, 1300));
  const size = sizeOf(file);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(size).toBeGreaterThan(0);
  expect(sizeOf(file)).toBe(size);
});

test("a shell hook that takes too long is told with how long it was waited for", async () => {
  const { signal } = new AbortController();
  const running = runShell({ command: "sleep 60", variables: {}, signal, timeoutMs: 100 });
  await expect(running).rejects.toThrow("it has not ended within 0.1 s");
});

test("a shell hook that leaves something in the background is not waited for", async () => {
  const { signal } = new AbortController();
  const startedAt = performance.now();
  const { exitCode, stdout } = await runShell({ command: "sleep 5 & echo started", variables: {}, signal });
  expect([exitCode, stdout]).toEqual([0, "started\n"]);
  expect(performance.now() - startedAt).toBeLessThan(3000);
});

test("of what a shell hook prints only the beginning is kept", async () => {
  const { signal } = new AbortController();
  const { stdout } = await runShell({ command: "head -c 20000000 /dev/zero", variables: {}, signal });
  expect(stdout.length).toBeLessThan(2_000_000);
});

test("an HTTP hook without an answer ends with the run", async () => {
  const url = await listen(() => undefined);
  const stop = new AbortController();
  const running = run({ kind: "http", method: "POST", url, headers: {} }, stop.signal);
  setTimeout(() => stop.abort(), 50);
  await expect(running).rejects.toBeInstanceOf(Interrupted);
});

test("an HTTP hook whose answer has no end is told in a sentence", async () => {
  const url = await listen((_, response) => {
    const more = (): void => {
      while (response.write("x".repeat(65_536)));
    };
    response.on("drain", more);
    more();
  });
  const running = run({ kind: "http", method: "POST", url, headers: {} }, new AbortController().signal);
  await expect(running).rejects.toThrow("the answer is larger than 1048576 bytes");
});

test("no hook starts once the run is interrupted", async () => {
  const folder = temporaryFolder();
  const running = run({ kind: "shell", command: `touch ${join(folder, "ran")}` }, AbortSignal.abort());
  await expect(running).rejects.toBeInstanceOf(Interrupted);
});

test("a console is told who asks, unless the hook says it", async () => {
  const seen: (string | undefined)[] = [];
  const url = await listen((request, response) => {
    seen.push(request.headers["user-agent"]);
    response.end("{}");
  });
  const { signal } = new AbortController();
  await run({ kind: "http", method: "POST", url, headers: {} }, signal);
  await run({ kind: "http", method: "POST", url, headers: { "User-Agent": "mine" } }, signal);
  expect(seen).toEqual([expect.stringMatching(/^zi-scim-check\/\d+\.\d+$/), "mine"]);
});
