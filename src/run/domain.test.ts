import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import type { Run } from "../engine/run.ts";
import { Secrets } from "../exchange/masking/secrets.ts";
import { ScimError } from "../scim/error.ts";
import { isArray, isObject } from "../scim/json.ts";
import type { FetchHandler } from "../scim/http.ts";
import { listen } from "../server/http/listen.ts";
import type { ServerPorts, StoredResource } from "../server/ports.ts";
import { createScimServer } from "../server/scim-server.ts";
import { createLeapingClock } from "./clocks/leaping-clock.ts";
import { cleanUpRun } from "./journals/clean-up-run.ts";
import type { RunChecksOptions } from "./options.ts";
import { runChecks, runWithin } from "./run-checks.ts";

const TOKEN = "domain-test-token";
const BASE_URL = "http://target.example/scim/v2";

/** A service of verified domains: whoever has another userName or address than one of acme.test is refused. */
function ofAcmeOnly({ store }: ServerPorts): Partial<ServerPorts> {
  const judge = (resource: StoredResource): StoredResource => {
    const { userName, emails } = resource.attributes;
    const addresses = isArray(emails) ? emails.map((entry) => (isObject(entry) ? entry["value"] : entry)) : [];
    for (const name of resource.type === "User" ? [userName, ...addresses] : []) {
      if (String(name).toLowerCase().endsWith("@acme.test")) continue;
      throw new ScimError(400, `${String(name)} is of a domain that is not verified.`, { scimType: "invalidValue" });
    }
    return resource;
  };
  return {
    store: {
      ...store,
      insert: async (resource) => store.insert(judge(resource)),
      update: async (type, id, change) => store.update(type, id, (current) => judge(change(current))),
    },
  };
}

async function serveAcme(isStrict: boolean): Promise<FetchHandler> {
  const profile = await loadProfile("generic");
  const ports = isStrict ? { ports: ofAcmeOnly } : {};
  return createScimServer({ profile, token: TOKEN, adminSecret: "unused", ...ports }).fetch;
}

function play(fetch: FetchHandler, options: RunChecksOptions): Promise<Run> {
  const secrets = new Secrets();
  const clock = createLeapingClock();
  const target = { url: BASE_URL, credentials: { kind: "bearer", token: TOKEN } } as const;
  return runWithin({ ...target, ...options }, { secrets, inProcess: { fetch, clock } });
}

describe("a target that takes addresses of its own domain only", () => {
  let sound: Run;
  beforeAll(async () => {
    sound = await play(await serveAcme(false), {});
  }, 120_000);

  test("is judged like any other when the domain is named", { timeout: 120_000 }, async () => {
    const run = await play(await serveAcme(true), { domain: "acme.test" });
    const verdicts = (one: Run): readonly string[] => one.findings.map(({ check, verdict }) => `${check} ${verdict}`);
    expect(verdicts(run)).toEqual(verdicts(sound));
    expect(run.scenarios.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(
      sound.scenarios.map(({ id, verdict }) => `${id} ${verdict}`),
    );
    expect(run.summary.residue).toEqual({ users: 0, groups: 0, deactivated: 0, maybe: 0 });
    expect(run.run.notes.join()).not.toContain("--domain");
  });

  test("is said to need --domain when none is named", { timeout: 120_000 }, async () => {
    const run = await play(await serveAcme(true), { only: ["users.create.*", "okta.create.*"], scenarios: ["assign"] });
    expect(run.run.notes.join()).toMatch(/No user could be made: .*--domain; now they end with @example\.com\./);
    expect(sound.run.notes.join()).not.toContain("--domain");
  });
});

describe("a domain of one's own", () => {
  const closers: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  test("ends every userName and address, and cleanup finds by the run's mark what was left", async () => {
    const stateFolder = mkdtempSync(join(tmpdir(), "zsc-domain-"));
    const listening = await listen(
      { fetch: await serveAcme(true), basePath: "/scim/v2" },
      { port: 0, host: "127.0.0.1" },
    );
    closers.push(
      () => rmSync(stateFolder, { recursive: true }),
      () => listening.close(),
    );
    const target = { url: listening.baseUrl, credentials: { kind: "bearer", token: TOKEN } } as const;
    const kept = { only: ["users.create.status"], scenarios: ["assign"], keep: true, settleMs: 0, domain: "acme.test" };
    const run = await runChecks({ ...target, ...kept, stateFolder });
    const names = run.exchanges.flatMap(({ request }) =>
      request.method === "POST" && isObject(request.body) ? [String(request.body["userName"])] : [],
    );
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) expect(name).toMatch(/^zsc-.*@acme\.test$/);
    // Without the journal: nothing but the mark in the names tells what is left.
    const other = mkdtempSync(join(tmpdir(), "zsc-domain-"));
    closers.push(() => rmSync(other, { recursive: true }));
    const cleaned = await cleanUpRun({ ...target, runId: run.run.id, stateFolder: other });
    expect(cleaned.hasJournal).toBe(false);
    expect(cleaned.residue).toEqual({ users: 0, groups: 0, deactivated: 0, maybe: 0 });
    const left = await fetch(`${listening.baseUrl}/Users`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(await left.json()).toMatchObject({ totalResults: 0 });
  });

  test.each(["@acme.test", "acme", "acme..test", "acme.test/x", ""])('"%s" is no domain', async (domain) => {
    await expect(runChecks({ domain })).rejects.toThrow("is not a domain that userNames and addresses can end with");
  });
});
