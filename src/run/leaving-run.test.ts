import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { SAMPLE_ADMIN } from "../../reports/sample-admin.test.ts";
import type { RunEvent } from "../engine/event.ts";
import type { Run } from "../engine/run.ts";
import { createRedactor } from "../exchange/masking/redact.ts";
import { Secrets } from "../exchange/masking/secrets.ts";
import { createSweeper } from "../engine/session/sweep-results.ts";
import { loadProfile } from "../documents/load-profile.ts";
import { hookRunners } from "./hooks/hook-tools.ts";
import { runChecks } from "./run-checks.ts";

const SECRET = "s3cret-token";
const closers: (() => void)[] = [];

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** The value with every text in it replaced by the secret. */
function filled<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === "string" ? SECRET : one)));
}

/** Where the secret stands: `findings.reason`. */
function pathsIn(value: unknown, path = ""): readonly string[] {
  if (typeof value === "string") return value.includes(SECRET) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([name, one]) =>
    pathsIn(one, Array.isArray(value) ? path : `${path}.${name}`),
  );
  return [...new Set(inner)];
}

/** What is never the target's nor the user's secret, and must stay readable. */
const OWN_WORDS: Readonly<Record<string, string>> = {
  ".tool": "name version",
  ".run": "id profile idp dialect startedAt",
  ".run.provider": "title",
  ".run.provider.features": "id title",
  ".summary.providers.okta": "create update deactivate import group-push",
  ".requirements": "id level verdict checks",
  ".findings": "check suite title severity judged verdict advice",
  ".findings.breaks": "okta",
  ".findings.steps": "scenario",
  ".findings.clause": "source section level requirements text url",
  ".scenarios": "id title verdict idp dialect profile",
  ".scenarios.breaks": "okta",
  ".scenarios.assignments.users": "status",
  ".scenarios.admin.assignments.people": "status assignedBy",
  ".scenarios.admin.connector": "at",
  ".scenarios.admin.connector.features": "feature target",
  ".scenarios.admin.imports": "at",
  ".scenarios.admin.imports.safeguard": "level",
  ".scenarios.admin.imports.rows": "match state",
  ".scenarios.admin.tasks": "kind at",
  ".scenarios.admin.pushGroups": "status at",
  ".scenarios.admin.systemLog": "published eventType displayMessage",
  ".scenarios.admin.systemLog.outcome": "result",
  ".scenarios.admin.systemLog.target": "type id",
  ".scenarios.steps": "verdict breaches",
  ".scenarios.steps.assignments.users": "status",
  ".exchanges": "sender",
  ".exchanges.cause": "kind id",
  ".exchanges.request": "method",
};

/** The whole outcome of a small run that has something of everything. */
async function sampleRun(): Promise<Run> {
  const run = await runChecks({ only: ["discovery.schemas.*"], scenarios: ["seat-overflow"], users: 7 });
  const [finding] = run.findings;
  if (finding === undefined) throw new Error("nothing was found");
  const mismatch = { expected: ["a"], actual: "b", at: "/c" };
  const notes = [{ text: "t", exchange: 1 }];
  const breaks = { okta: ["create" as const] };
  const steps = [{ scenario: "seat-overflow", step: "a step" }];
  const broken = { ...finding, verdict: "fail" as const, reason: "r", mismatch, notes, breaks, steps };
  const scenarios = run.scenarios.map((one) => ({
    ...one,
    admin: SAMPLE_ADMIN,
    steps: one.steps.map((step) => ({ ...step, breaches: ["a.rule"] })),
  }));
  return { ...run, run: { ...run.run, notes: ["a note"] }, findings: [broken, ...run.findings], scenarios };
}

test("only our own words pass the sweep at the end of a run, whatever the rest holds", async () => {
  const secrets = new Secrets();
  secrets.add(SECRET);
  const left = pathsIn(createSweeper(secrets).run(filled(await sampleRun())));
  const expected = Object.entries(OWN_WORDS).flatMap(([path, names]) =>
    names.split(" ").map((name) => `${path}.${name}`),
  );
  const foreign = left.filter((path) => !path.startsWith(".run.target.capabilities."));
  expect(foreign.toSorted()).toEqual(expected.toSorted());
});

test("what is learnt late is masked in what was recorded early", async () => {
  const secrets = new Secrets();
  const redact = createRedactor({ secrets, secretHeaders: [], isPrivateTarget: true });
  const live = (body: { readonly [name: string]: string }): Parameters<typeof redact>[0] => ({
    seq: 1,
    cause: { kind: "check", id: "x" },
    sender: "tool",
    request: { method: "GET", url: `https://h/${SECRET}`, path: "/", headers: {}, text: null, body: undefined },
    response: { status: 200, headers: { "x-a": SECRET }, text: JSON.stringify(body), body },
    failure: null,
    startedAt: 0,
    durationMs: 1,
    isOwn: () => true,
    isDropped: false,
    bearsMark: () => true,
    target: undefined,
  });
  const early = redact(live({ [SECRET]: SECRET }));
  expect(JSON.stringify(early)).toContain(SECRET);
  const late = redact(live({ access_token: SECRET }));
  const swept = createSweeper(secrets).run({ ...(await sampleRun()), exchanges: [early, late] });
  expect(JSON.stringify(swept)).not.toContain(SECRET);
  expect(swept.exchanges[0]?.response?.body).toEqual({ "***": "***" });
  // Once is enough.
  expect(swept.exchanges[1]).toBe(late);
});

test("events and errors of a run tell no secret that the caller gave", async () => {
  const server = createServer((request, response) => {
    response.statusCode = 302;
    response.setHeader("location", `https://elsewhere.example/?said=${request.headers.authorization}`);
    response.end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  closers.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const events: RunEvent[] = [];
  const running = runChecks({
    url: `http://127.0.0.1:${port}`,
    credentials: { kind: "bearer", token: SECRET },
    stateFolder: "/dev/null/none",
    onEvent: (event) => events.push(event),
  });
  await expect(running).rejects.toThrow("/?said=Bearer ***");
  expect(events.length).toBeGreaterThan(1);
  expect(JSON.stringify(events)).not.toContain(SECRET);
});

test("a hook's redirect takes its headers to no other host", async () => {
  const seen: string[] = [];
  const start = async (answer: (port: number) => string): Promise<number> => {
    const server = createServer((request, response) => {
      seen.push(`${request.headers.host} ${String(request.headers["x-key"])}`);
      response.writeHead(307, { location: answer(0) });
      response.end("moved s3cret-token");
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    closers.push(() => server.close());
    return (server.address() as AddressInfo).port;
  };
  const elsewhere = await start(() => "/");
  const portal = await start(() => `http://127.0.0.1:${elsewhere}/`);
  const hook = {
    kind: "http",
    method: "GET",
    url: `http://127.0.0.1:${portal}/`,
    headers: { "x-key": SECRET },
  } as const;
  const secrets = new Secrets();
  secrets.add(SECRET);
  const profile = { ...(await loadProfile("generic")), hooks: { "read-seats": hook } };
  const { "read-seats": read } = hookRunners(
    { profile, hookValues: {} },
    { secrets, signal: new AbortController().signal },
  );
  await expect(read?.({})).rejects.toThrow(/answers 307: moved \*\*\*$/);
  expect(seen).toEqual([`127.0.0.1:${portal} ${SECRET}`]);
});
