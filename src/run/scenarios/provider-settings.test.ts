import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "../../documents/package-root.ts";
import type { Run } from "../../engine/run.ts";
import type { JsonObject } from "../../scim/json.ts";
import { listen } from "../../server/http/listen.ts";
import { createScimServer } from "../../server/scim-server.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { runChecks } from "../run-checks.ts";

const GENERIC = readFileSync(join(packageRoot(), "fixtures/profiles/generic.yaml"), "utf8");
const TOKEN = "token-of-a-target";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "settings-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** The generic profile, and a story of one person whose name and password change, each with settings. */
function documents(
  ofProfile: JsonObject,
  ofScenario: JsonObject,
): { readonly profile: string; readonly story: string } {
  const section = (okta: JsonObject): string => `providers: { okta: ${JSON.stringify(okta)} }`;
  const profile = write("profile.yaml", `${GENERIC}\n${section(ofProfile)}\n`);
  const steps = `steps:
  - assign-users: { people: 1 }
  - update-profile: { people: 1, set: { lastName: Park } }
    expect: { updated: 1 }
  - change-passwords: { people: 1 }
`;
  const story = write(
    "story.yaml",
    `id: story\nprofile: ${JSON.stringify(profile)}\npopulation: { users: 1 }\n${section(ofScenario)}\n${steps}`,
  );
  return { profile, story };
}

/** Methods of what the client sends to one user. */
function changes({ exchanges }: Run): readonly string[] {
  const sent = exchanges.filter(({ sender, request }) => sender === "okta" && /\/Users\/./.test(request.url));
  return sent.map(({ request }) => request.method);
}

const CASES = [
  ["the defaults", {}, {}, ["GET", "PATCH"]],
  ["what the profile sets", { "profile-updates": "put", "password-sync": "random" }, {}, ["GET", "PUT", "PATCH"]],
  ["what the scenario sets", {}, { "profile-updates": "put", client: "on-premises" }, ["GET", "PUT"]],
  [
    "both, and where they differ what the scenario sets",
    { "profile-updates": "put", "password-sync": "random" },
    { "profile-updates": "patch" },
    ["GET", "PATCH", "PATCH"],
  ],
] as const;

describe("the client of the provider does", () => {
  test.each(CASES)("%s, on a bundled server", async (...[, ofProfile, ofScenario, expected]) => {
    const { story } = documents(ofProfile, ofScenario);
    const run = await runChecks({ checks: false, scenarios: [story] });
    expect(run.scenarios).toMatchObject([{ verdict: "pass" }]);
    expect(changes(run)).toEqual(expected);
  });

  test.each(CASES)("%s, on a target of somebody else's", async (...[, ofProfile, ofScenario, expected]) => {
    const { profile, story } = documents(ofProfile, ofScenario);
    const server = createScimServer({ profile: await loadProfile("generic"), token: TOKEN, adminSecret: "admin" });
    const listening = await listen(server, { port: 0, host: "127.0.0.1" });
    try {
      const credentials = { kind: "bearer", token: TOKEN } as const;
      const url = listening.baseUrl;
      const options = { checks: false, scenarios: [story], settleMs: 0, stateFolder: folder };
      const run = await runChecks({ url, credentials, profile, ...options });
      expect(run.scenarios).toMatchObject([{ verdict: "pass" }]);
      expect(changes(run)).toEqual(expected);
    } finally {
      await listening.close();
    }
  });

  test("PUT in the profile of the vendor's guide", async () => {
    const run = await runChecks({ checks: false, scenarios: ["assign"] });
    const updates = run.exchanges.filter(({ request }) => request.method === "PUT" || request.method === "PATCH");
    expect(updates.length).toBeGreaterThan(2);
    expect(updates.map(({ request }) => request.method)).not.toContain("PATCH");
  });
});
