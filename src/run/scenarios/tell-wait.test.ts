import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { createScimServer } from "../../server/scim-server.ts";
import { listen } from "../../server/http/listen.ts";
import { runChecks } from "../run-checks.ts";
import { createWaitTeller } from "./tell-wait.ts";

test.each([
  [{ ms: 30_000, lastsMs: 30_000 }, ["Okta waits 30 s before it sends PUT /Users/1 again (429)"]],
  [
    { ms: 300_000, lastsMs: 60_000 },
    ["Okta waits 300 s before it sends PUT /Users/1 again (429); in this run it waits 60 s"],
  ],
  [{ ms: 2000, lastsMs: 2000 }, []],
])("a wait is told in a sentence where it is long: %j", (wait, expected) => {
  const told: string[] = [];
  createWaitTeller("Okta", (text) => told.push(text))({ ...wait, request: "PUT /Users/1" });
  expect(told).toEqual(expected);
});

test("waits that nobody waits out are told once", () => {
  const told: string[] = [];
  const tell = createWaitTeller("Okta", (text) => told.push(text));
  for (let time = 0; time < 3; time += 1) tell({ ms: 86_400_000, lastsMs: 100, request: "POST /Users" });
  expect(told).toEqual(["Okta waits 86400 s before it sends POST /Users again (429); in this run it waits 100 ms"]);
});

test("a run tells on a target what Okta waits for", { timeout: 30_000 }, async () => {
  const profile = await loadProfile("generic");
  const { fetch } = createScimServer({ profile, token: "t", adminSecret: "s" });
  let refusals = 1;
  const server = await listen(
    {
      basePath: "/scim/v2",
      fetch: async (request: Request) => {
        if (request.method !== "POST" || !request.headers.get("user-agent")?.startsWith("Okta")) return fetch(request);
        refusals -= 1;
        return refusals >= 0 ? new Response("", { status: 429, headers: { "retry-after": "3" } }) : fetch(request);
      },
    },
    { port: 0, host: "127.0.0.1" },
  );
  const stateFolder = mkdtempSync(join(tmpdir(), "zsc-state-"));
  const notes: string[] = [];
  const { baseUrl } = server;
  const credentials = { kind: "bearer", token: "t" } as const;
  await runChecks({
    url: baseUrl,
    credentials,
    profile: "generic",
    stateFolder,
    checks: false,
    scenarios: ["assign"],
    onEvent: (event) => event.type === "note" && notes.push(event.text),
  });
  expect(notes).toContain("Okta waits 3 s before it sends POST /Users again (429)");
  await server.close();
  rmSync(stateFolder, { recursive: true });
});
