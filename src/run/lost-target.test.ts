import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import type { FetchHandler } from "../scim/http.ts";
import { listen } from "../server/http/listen.ts";
import { createScimServer } from "../server/scim-server.ts";
import { runChecks } from "./run-checks.ts";

const TOKEN = "lost-target-token";
const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server that takes the credentials for so many requests. */
async function startUntil(requests: number): Promise<{ readonly url: string; readonly stateFolder: string }> {
  const server = createScimServer({ profile: await loadProfile("generic"), token: TOKEN, adminSecret: "admin" });
  let left = requests;
  const fetch: FetchHandler = (request) =>
    (left -= 1) >= 0 ? server.fetch(request) : Promise.resolve(new Response("<p>who are you?</p>", { status: 401 }));
  const listening = await listen({ fetch, basePath: server.basePath }, { port: 0, host: "127.0.0.1" });
  const stateFolder = mkdtempSync(join(tmpdir(), "zsc-state-"));
  closers.push(
    () => rmSync(stateFolder, { recursive: true }),
    () => listening.close(),
  );
  return { url: listening.baseUrl, stateFolder };
}

test("a token that ends in the middle ends the run: what was judged by then stands, and nothing is blamed on its end", async () => {
  const { url, stateFolder } = await startUntil(120);
  const run = await runChecks({
    url,
    stateFolder,
    credentials: { kind: "bearer", token: TOKEN },
    suites: ["users"],
    scenarios: false,
  });
  const last = Number(/accepted the credentials until request #(\d+)/.exec(run.run.lost ?? "")?.[1]);
  expect(last).toBeGreaterThan(60);
  expect(run.findings.filter(({ verdict }) => verdict === "pass").length).toBeGreaterThan(0);
  expect(run.findings.filter(({ verdict }) => verdict !== "pass" && verdict !== "skip")).toEqual([]);
  expect(run.findings.flatMap(({ exchanges }) => exchanges).filter((seq) => seq > last)).toEqual([]);
  expect(run.run.notes).toContain("The target was lost, so nothing more could be removed or looked for.");
  expect(run.summary.residue.maybe).toBeGreaterThan(0);
  expect(readdirSync(stateFolder)).toEqual([`${run.run.id}.jsonl`]);
});
