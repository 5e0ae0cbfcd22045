import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import type { FetchHandler } from "../scim/http.ts";
import { listen } from "../server/http/listen.ts";
import { createScimServer } from "../server/scim-server.ts";
import { runChecks } from "./run-checks.ts";

const TOKEN = "held-up-token";
const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server that lets whoever has sent two wrong tokens wait for the answer to each further one. */
async function start(): Promise<{ readonly url: string; readonly stateFolder: string }> {
  const server = createScimServer({ profile: await loadProfile("generic"), token: TOKEN, adminSecret: "admin" });
  let wrong = 0;
  const fetch: FetchHandler = async (request) => {
    const given = request.headers.get("authorization");
    if (given !== null && given !== `Bearer ${TOKEN}`) {
      wrong += 1;
      if (wrong > 2) await new Promise((resolve) => setTimeout(resolve, 3000));
    }
    return server.fetch(request);
  };
  const listening = await listen({ fetch, basePath: server.basePath }, { port: 0, host: "127.0.0.1" });
  const stateFolder = mkdtempSync(join(tmpdir(), "zsc-state-"));
  closers.push(
    () => rmSync(stateFolder, { recursive: true }),
    () => listening.close(),
  );
  return { url: listening.baseUrl, stateFolder };
}

test("a target that slows down whoever guesses tokens is not blamed for it, and few more are sent", async () => {
  const { url, stateFolder } = await start();
  const run = await runChecks({
    url,
    stateFolder,
    credentials: { kind: "bearer", token: TOKEN },
    timeoutMs: 1000,
    only: ["protocol.auth.*", "okta.credentials.*", "okta.errors.detail", "traffic.*"],
    scenarios: false,
  });
  expect(run.findings.filter(({ verdict }) => ["fail", "warn", "error"].includes(verdict))).toEqual([]);
  const unanswered = run.exchanges.filter(({ response }) => response === null);
  expect(unanswered.length).toBeGreaterThan(0);
  expect(unanswered.length).toBeLessThan(6);
});
