import { describe, expect, test } from "vitest";
import { IDENTITY_PROVIDERS } from "../../emulator/index.ts";
import { createPeople } from "../../fixtures/people.ts";
import { SUITES } from "../../suites/index.ts";
import { loadProfile } from "../documents/load-profile.ts";
import { loadScenario } from "../documents/load-scenario.ts";
import type { SeatLimit } from "../profile/seat-limit.ts";
import { createScimServer } from "../server/scim-server.ts";
import { readCapabilities } from "./capabilities.ts";
import { createSession } from "./create-session.ts";
import type { Defect } from "./defect.ts";
import { isWireDefect } from "./defect.ts";
import { discover } from "./discover.ts";
import type { RunEvent } from "./event.ts";
import { createHandlerTransport } from "./handler-transport.ts";
import { runHook } from "./hook-run.ts";
import type { HookRunner } from "./hook-run.ts";
import type { Clock } from "./identity-provider.ts";
import { NO_JOURNAL } from "./journal.ts";
import { Ownership } from "./ownership.ts";
import type { ScenarioResult } from "./run.ts";
import { runScenario } from "./scenario-run.ts";
import type { Scenario } from "./scenario.ts";

const BASE = "http://scenario.example/scim/v2";
const CLOCK: Clock = { now: () => Date.now(), sleep: () => Promise.resolve() };

interface Staging {
  readonly dialect?: string;
  readonly defect?: Defect;
  readonly users?: number;
  readonly seats?: readonly SeatLimit[];
  readonly profile?: string;
  /** False plays as on a target of somebody else's: without hooks, on the smaller population. */
  readonly bundled?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  readonly change?: (scenario: Scenario) => Scenario;
}

/** Plays a built-in scenario on a fresh reference server in this process. */
async function play(name: string, staging: Staging = {}): Promise<ScenarioResult> {
  const { defect, bundled = true } = staging;
  const loaded = await loadScenario(name);
  const scenario = staging.change?.(loaded) ?? loaded;
  const profile = await loadProfile(staging.profile ?? scenario.profile);
  const seats = profile.seats === undefined ? [] : (staging.seats ?? seatsOf(scenario));
  const server = createScimServer({
    profile,
    token: "t",
    adminSecret: "s",
    products: seats.map(({ product, total }) => ({ name: product, total })),
    ...(defect !== undefined && !isWireDefect(defect) && { ports: defect.port }),
  });
  const handler = defect !== undefined && isWireDefect(defect) ? defect.wrap(server.fetch) : server.fetch;
  let seq = 0;
  const signal = staging.signal ?? new AbortController().signal;
  const session = createSession({
    baseUrl: BASE,
    runId: "abc123",
    transport: createHandlerTransport(handler),
    credentials: { kind: "bearer", token: "t" },
    headers: {},
    timeoutMs: 5000,
    rate: undefined,
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: () => (seq += 1),
    clock: CLOCK,
    signal,
    onExchange: () => undefined,
  });
  const target = await discover(session);
  const tools = {
    request: async ({
      method,
      url,
      headers,
      body,
    }: {
      method: string;
      url: string;
      headers: object;
      body?: string | undefined;
    }) => {
      const answer = await server.fetch(new Request(url, { method, headers: { ...headers }, body: body ?? null }));
      return { status: answer.status, text: await answer.text() };
    },
    shell: () => Promise.reject(new Error("no shell here")),
    env: () => undefined,
  };
  const own = { adminUrl: "http://scenario.example/admin", adminSecret: "s" };
  const hooks = Object.entries(profile.hooks).map(([hookName, hook]): [string, HookRunner] => [
    hookName,
    (values) => runHook(hook, { ...own, ...values }, tools),
  ]);
  return runScenario({
    scenario,
    idp: IDENTITY_PROVIDERS[0],
    dialect: staging.dialect ?? "oin",
    session,
    profile,
    capabilities: readCapabilities({ profile, target, hasSeatLimits: seats.length > 0 }),
    seats,
    bundled,
    users: staging.users,
    population: (count) => createPeople({ seed: 1, runId: "abc123", count, domain: "example.com" }),
    hooks: bundled ? Object.fromEntries(hooks) : {},
    clock: CLOCK,
    timeoutMs: 5000,
    onEvent: staging.onEvent ?? (() => undefined),
    signal,
  });
}

function seatsOf({ seats }: Scenario): readonly SeatLimit[] {
  const stated = { Marketing: 50, Sales: 100, ...seats };
  return Object.entries(stated).map(([product, total]) => ({ product, total, available: total }));
}

function problems(result: ScenarioResult): readonly string[] {
  const steps = result.steps.filter((step) => step.verdict !== "pass");
  return steps.map((step) => `${step.verdict} ${step.step}: ${step.reason}`);
}

const NAMES = ["import", "assign", "group-push", "seat-overflow", "deactivate"] as const;

describe.each(["oin", "aiw"])("with the dialect %s", (dialect) => {
  test.each(NAMES)("the scenario %s passes on the reference server", async (name) => {
    const result = await play(name, { dialect });
    expect(problems(result)).toEqual([]);
    expect(result.verdict).toBe("pass");
    expect(result.steps.length).toBeGreaterThan(5);
  });
});

test("a hundred seats give the first hundred of 120 people an account, and twenty a red X with the reason", async () => {
  const { assignments } = await play("seat-overflow");
  expect(assignments).toMatchObject({ total: 120, provisioned: 100, failed: 20 });
  const users = assignments?.users ?? [];
  expect(users.slice(0, 100).every((row) => row.status === "provisioned" && row.error === null)).toBe(true);
  const last = users.slice(100);
  expect(last.every((row) => row.status === "failed")).toBe(true);
  for (const row of last) {
    expect(row.error).toMatch(
      /^Automatic provisioning of user .* to app ZoomInfo failed: Error while creating user .*: Forbidden\. Errors reported by remote server: .*Sales.*100/,
    );
  }
});

test.each([
  { users: 130, sales: 100, provisioned: 100, failed: 30 },
  { users: 120, sales: 7, provisioned: 7, failed: 113 },
  { users: 30, sales: 100, provisioned: 30, failed: 0 },
  { users: 5, sales: 5, provisioned: 5, failed: 0 },
])("$users people and $sales seats are played too", async ({ users, sales, provisioned, failed }) => {
  const seats = [{ product: "Sales", total: sales, available: sales }];
  const result = await play("seat-overflow", { users, seats });
  expect(problems(result)).toEqual([]);
  expect(result.assignments).toMatchObject({ total: users, provisioned, failed });
});

describe("each defect that a scenario names makes it fail:", () => {
  const declared = SUITES.flatMap((suite) => [...suite.checks, ...suite.invariants]).flatMap((check) => check.defects);
  test.each(NAMES)("%s", async (name) => {
    const { defects } = await loadScenario(name);
    expect(defects.length).toBeGreaterThan(0);
    for (const defectName of defects) {
      const defect = declared.find((candidate) => candidate.name === defectName);
      expect(defect, `${defectName} is declared by a suite`).toBeDefined();
      if (defect === undefined) continue;
      const result = await play(name, { defect });
      expect(result.verdict, `${defectName}: ${problems(result).join("; ")}`).toBe("fail");
    }
  });
});
