import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import { outcomeOf } from "../engine/report/outcome.ts";
import type { Run } from "../engine/run.ts";
import { on } from "../kit/defects/on.ts";
import type { FetchHandler } from "../scim/http.ts";
import { listen } from "../server/http/listen.ts";
import { createScimServer } from "../server/scim-server.ts";
import { cleanUpRun } from "./journals/clean-up-run.ts";
import type { RunChecksOptions } from "./options.ts";
import { runChecks } from "./run-checks.ts";

const TOKEN = "foreign-target-token";
const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Target {
  readonly url: string;
  readonly fetch: FetchHandler;
  readonly stateFolder: string;
  /** Everything that the server holds, as it would be listed. */
  readonly snapshot: () => Promise<unknown>;
}

/** A generic server that holds 250 users and two groups of somebody else. */
async function startTarget(wrap: (next: FetchHandler) => FetchHandler = (next) => next): Promise<Target> {
  const server = createScimServer({ profile: await loadProfile("generic"), token: TOKEN, adminSecret: "admin" });
  const call = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/scim+json" };
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await server.fetch(new Request(`http://h/scim/v2${path}`, { method, headers, ...init }));
    return JSON.parse(await response.text());
  };
  const ids: unknown[] = [];
  for (let n = 0; n < 250; n += 1) {
    const body = {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName: `employee${n}@corp.example`,
      name: { givenName: "Employee", familyName: `Number ${n}` },
      emails: [{ value: `employee${n}@corp.example`, type: "work", primary: true }],
      active: n % 10 !== 0,
    };
    ids.push((await call("POST", "/Users", body))["id"]);
  }
  for (const displayName of ["Staff", "Admins"]) {
    const members = ids.slice(0, 20).map((value) => ({ value }));
    await call("POST", "/Groups", { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], displayName, members });
  }
  const listening = await listen(
    { fetch: wrap(server.fetch), basePath: server.basePath },
    { port: 0, host: "127.0.0.1" },
  );
  const stateFolder = mkdtempSync(join(tmpdir(), "zsc-state-"));
  closers.push(
    () => rmSync(stateFolder, { recursive: true }),
    () => listening.close(),
  );
  const snapshot = async (): Promise<unknown> => ({
    users: await call("GET", "/Users?count=1000"),
    more: await call("GET", "/Users?count=1000&startIndex=201"),
    groups: await call("GET", "/Groups?count=1000"),
  });
  return { url: listening.baseUrl, fetch: server.fetch, stateFolder, snapshot };
}

function run(target: Target, options: RunChecksOptions = {}): Promise<Run> {
  return runChecks({
    url: target.url,
    credentials: { kind: "bearer", token: TOKEN },
    stateFolder: target.stateFolder,
    settleMs: 0,
    ...options,
  });
}

function verdicts(result: Run): readonly string[] {
  // Paging through all users cannot be judged while another run makes and removes some: that skip is no difference.
  const verdictOf = ({ verdict, reason }: Run["findings"][number]): string =>
    reason.includes("users change while they are paged") ? "pass" : verdict;
  const checks = result.findings.map((finding) => `${finding.check} ${verdictOf(finding)}`);
  return [...checks, ...result.scenarios.map((scenario) => `${scenario.id} ${scenario.verdict}`)];
}

function problems(result: Run): readonly unknown[] {
  return [
    ...result.findings.filter((f) => ["fail", "warn", "error"].includes(f.verdict)).map((f) => [f.check, f.reason]),
    ...result.scenarios.filter((s) => s.verdict !== "pass" && s.verdict !== "skip").map((s) => [s.id, s.reason]),
  ];
}

test(
  "a target full of other people's data is as before after a run, and nothing fails",
  { timeout: 60_000 },
  async () => {
    const target = await startTarget();
    const before = await target.snapshot();
    const result = await run(target);
    expect(await target.snapshot()).toEqual(before);
    expect(problems(result)).toEqual([]);
    expect(readdirSync(target.stateFolder)).toEqual([]);
    expect(JSON.stringify(result)).not.toContain("corp.example");
    expect(JSON.stringify(result)).not.toContain(TOKEN);
  },
);

test(
  "a target that answers with somebody else's user puts nobody into a request or reason",
  { timeout: 60_000 },
  async () => {
    const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
    const stranger = { schemas, id: "77", userName: "ceo@corp.example", emails: [{ value: "ceo@corp.example" }] };
    const headers = { "content-type": "application/scim+json" };
    const target = await startTarget(
      on("GET /Users/:id").answer(() => new Response(JSON.stringify(stranger), { headers })),
    );
    const result = await run(target, { only: ["query.filter.*", "users.read.*"], scenarios: false });
    expect(problems(result)).not.toEqual([]);
    expect(JSON.stringify(result)).not.toContain("corp.example");
  },
);

test("two runs in a row, and two at the same time, give the same verdicts", { timeout: 90_000 }, async () => {
  const target = await startTarget();
  const first = verdicts(await run(target));
  const [second, third] = await Promise.all([run(target), run(target)]);
  expect(verdicts(second)).toEqual(first);
  expect(verdicts(third)).toEqual(first);
});

test("a rate limit is waited out and changes no verdict", { timeout: 90_000 }, async () => {
  let count = 0;
  const limited =
    (next: FetchHandler): FetchHandler =>
    async (request) => {
      count += 1;
      return count % 25 === 0 ? new Response("", { status: 429, headers: { "retry-after": "0" } }) : next(request);
    };
  const target = await startTarget(limited);
  const result = await run(target, { only: ["users.create.*", "users.patch.*"], scenarios: false });
  expect(problems(result)).toEqual([]);
  expect(result.exchanges.some((exchange) => exchange.response?.status === 429)).toBe(true);
});

test("a rate of 10 requests a second holds", { timeout: 60_000 }, async () => {
  const target = await startTarget();
  const started = performance.now();
  const result = await run(target, { only: ["users.create.location"], scenarios: false, rate: 10 });
  const seconds = (performance.now() - started) / 1000;
  expect(result.exchanges.length).toBeGreaterThan(6);
  expect(result.exchanges.length / seconds).toBeLessThanOrEqual(12);
});

test("an interrupted run removes what it made and says that it was interrupted", { timeout: 60_000 }, async () => {
  const target = await startTarget();
  const before = await target.snapshot();
  const abort = new AbortController();
  const result = await run(target, {
    signal: abort.signal,
    onEvent: (event) => {
      if (event.type === "exchange" && event.exchange.seq === 40) abort.abort();
    },
  });
  expect(result.run.interrupted).toBe(true);
  expect(await target.snapshot()).toEqual(before);
});

test(
  "a run that is to end after two failures plays no scenario and says what it left out",
  { timeout: 60_000 },
  async () => {
    const broken =
      (next: FetchHandler): FetchHandler =>
      async (request) => {
        const response = await next(request);
        return response.status === 201
          ? new Response(response.body, { status: 200, headers: response.headers })
          : response;
      };
    const target = await startTarget(broken);
    const before = await target.snapshot();
    const result = await run(target, { maxFailures: 2, concurrency: 1 });
    expect(result.summary.checks.fail).toBe(2);
    expect(result.scenarios).toEqual([]);
    expect(result.run.notes).toEqual([
      expect.stringMatching(/^The suite okta-entitlements was left out: /),
      expect.stringMatching(
        /^Stopped after 2 failing checks, as --max-failures says: \d+ checks and 5 scenarios were not judged\. Traffic rules do not count\.$/,
      ),
    ]);
    expect(await target.snapshot()).toEqual(before);
  },
);

test("a fault of our own in the middle of a run leaves nothing on the target", { timeout: 60_000 }, async () => {
  const target = await startTarget();
  const before = await target.snapshot();
  const onEvent: RunChecksOptions["onEvent"] = (event) => {
    if (event.type === "check-start" && event.check === "users.create.status") throw new Error("a listener's fault");
  };
  await expect(run(target, { only: ["users.*"], scenarios: false, onEvent })).rejects.toThrow("a listener's fault");
  expect(await target.snapshot()).toEqual(before);
});

test("what was found stands although the target dies before everything is removed", { timeout: 60_000 }, async () => {
  let isDead = false;
  const mortal =
    (next: FetchHandler): FetchHandler =>
    (request) =>
      isDead ? Promise.reject(new Error("gone")) : next(request);
  const target = await startTarget(mortal);
  const stop = new AbortController();
  const result = await run(target, {
    only: ["users.*"],
    scenarios: false,
    signal: stop.signal,
    onEvent: (event) => {
      if (event.type !== "exchange" || event.exchange.seq !== 60) return;
      isDead = true;
      stop.abort();
    },
  });
  expect(result.run.interrupted).toBe(true);
  expect(result.run.notes.join()).toMatch(/not removed yet|could not be removed/);
  expect(readdirSync(target.stateFolder)).toEqual([`${result.run.id}.jsonl`]);
});

test("a token that the target echoes is nowhere in the run, nor in its events", { timeout: 60_000 }, async () => {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];
  const error = { schemas, status: "403", detail: `the token ${TOKEN} may not write` };
  const echoing =
    (next: FetchHandler): FetchHandler =>
    (request) =>
      request.method === "POST" ? Promise.resolve(Response.json(error, { status: 403 })) : next(request);
  const target = await startTarget(echoing);
  const events: unknown[] = [];
  const result = await run(target, {
    only: ["users.create.*"],
    scenarios: ["assign"],
    onEvent: (event) => events.push(event),
  });
  expect(result.findings.map(({ reason }) => reason).join()).toContain("the token *** may not write");
  expect(result.scenarios[0]?.reason).toContain("the token *** may not write");
  expect(JSON.stringify([result, events])).not.toContain(TOKEN);
});

test("what a killed run left is removed by its journal", { timeout: 60_000 }, async () => {
  const target = await startTarget();
  const before = await target.snapshot();
  // A kill leaves everything in place: the run is kept from removing anything, and the journal with it.
  const result = await run(target, { only: ["users.create.*"], scenarios: false, keep: true });
  expect(await target.snapshot()).not.toEqual(before);
  // What was kept is no zero: the check makes users, and nothing removes them.
  expect(result.summary.residue.users).toBeGreaterThan(0);
  expect(result.run.notes.join()).toMatch(/were kept, as --keep says; zi-scim-check cleanup http\S+ --run \w+ removes/);
  expect(readdirSync(target.stateFolder)).toEqual([`${result.run.id}.jsonl`]);
  const options = { url: target.url, credentials: { kind: "bearer", token: TOKEN }, runId: result.run.id } as const;
  const cleaned = await cleanUpRun({ ...options, stateFolder: target.stateFolder });
  expect(cleaned.residue).toEqual({ users: 0, groups: 0, deactivated: 0, maybe: 0 });
  expect(cleaned.removed).toBeGreaterThan(0);
  expect(await target.snapshot()).toEqual(before);
  expect(readdirSync(target.stateFolder)).toEqual([]);
});

test("what a killed run left is found by its mark where the journal is gone", { timeout: 60_000 }, async () => {
  const target = await startTarget();
  const before = await target.snapshot();
  const result = await run(target, { only: ["users.create.*"], scenarios: false, keep: true });
  const options = { url: target.url, credentials: { kind: "bearer", token: TOKEN }, runId: result.run.id } as const;
  await cleanUpRun({ ...options, stateFolder: join(target.stateFolder, "elsewhere") });
  expect(await target.snapshot()).toEqual(before);
});

test("an id in a journal that is somebody else's by now is left alone", { timeout: 60_000 }, async () => {
  const target = await startTarget();
  const result = await run(target, { only: ["users.create.status"], scenarios: false, keep: true });
  const before = await target.snapshot();
  const stranger = /"id":"([^"]+)"[^{}]*"userName":"employee7@corp\.example"/.exec(JSON.stringify(before))?.[1] ?? "";
  const journal = join(target.stateFolder, `${result.run.id}.jsonl`);
  appendFileSync(journal, `${JSON.stringify({ type: "created", endpoint: "/Users", id: stranger })}\n`);
  const options = { url: target.url, credentials: { kind: "bearer", token: TOKEN }, runId: result.run.id } as const;
  await cleanUpRun({ ...options, stateFolder: target.stateFolder });
  expect(stranger).not.toBe("");
  expect(JSON.stringify(await target.snapshot())).toContain("employee7@corp.example");
  expect(JSON.stringify(await target.snapshot())).not.toContain("zsc-");
});

test("a target that refuses every create is not said to conform", { timeout: 60_000 }, async () => {
  const refuse = (next: FetchHandler): FetchHandler => {
    const error = { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "400", detail: "not today" };
    return (request) =>
      request.method === "POST" ? Promise.resolve(Response.json(error, { status: 400 })) : next(request);
  };
  const target = await startTarget(refuse);
  const result = await run(target, { suites: ["users", "groups"], scenarios: false });
  expect(outcomeOf(result, "must")).toBe("undecided");
  expect(result.summary.providers["okta"]?.["create"]).toBe("not tested");
});

test("a target that answers 429 for ever is skipped over, not failed", { timeout: 60_000 }, async () => {
  const limited =
    (next: FetchHandler): FetchHandler =>
    (request) =>
      request.method === "PUT"
        ? Promise.resolve(new Response("", { status: 429, headers: { "retry-after": "0" } }))
        : next(request);
  const target = await startTarget(limited);
  const result = await run(target, { only: ["users.replace.values"], scenarios: false });
  expect(problems(result)).toEqual([]);
  expect(result.findings.find(({ check }) => check === "users.replace.values")?.reason).toContain("still answers 429");
});

test("a journal of another target is refused before anything is removed", { timeout: 60_000 }, async () => {
  const target = await startTarget();
  const other = await startTarget();
  const result = await run(target, { only: ["users.create.status"], scenarios: false, keep: true });
  const options = { credentials: { kind: "bearer", token: TOKEN }, runId: result.run.id } as const;
  await expect(cleanUpRun({ ...options, url: other.url, stateFolder: target.stateFolder })).rejects.toThrow(
    `was made against ${target.url}`,
  );
});
