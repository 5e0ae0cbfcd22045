import { errorResponse, without } from "../../../kit/defects/answers.ts";
import { on } from "../../../kit/defects/on.ts";
import type { Wrap } from "../../../kit/defects/on.ts";
import { describe, expect, test } from "vitest";
import { IDENTITY_PROVIDERS } from "../../../../emulator/index.ts";
import { createPeople } from "../../../../fixtures/people.ts";
import { SUITES } from "../../../../suites/index.ts";
import { loadProfile } from "../../../documents/load-profile.ts";
import { loadScenario } from "../../../documents/load-scenario.ts";
import type { SeatLimit } from "../../../profile/seat-limit.ts";
import { createScimServer } from "../../../server/scim-server.ts";
import { readCapabilities } from "../../target/capabilities.ts";
import { createSession } from "../../session/create-session.ts";
import type { Defect } from "../../../kit/defect.ts";
import { isWireDefect } from "../../../kit/defect.ts";
import { discover } from "../../target/discover.ts";
import type { RunEvent } from "../../event.ts";
import { createHandlerTransport } from "../../transport/handler-transport.ts";
import { Secrets } from "../../../exchange/masking/secrets.ts";
import { runHook } from "./hook-run.ts";
import type { HookRunner } from "./hook-run.ts";
import type { Clock } from "../../../exchange/clock.ts";
import { NO_JOURNAL } from "../../ownership/journal.ts";
import { Ownership } from "../../ownership/ownership.ts";
import type { ScenarioResult } from "../../run.ts";
import { runScenario } from "./scenario-run.ts";
import type { Scenario } from "../document/scenario.ts";

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
  readonly clock?: Clock;
  readonly settleMs?: number;
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
  session.setTarget(target);
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
    secrets: new Secrets(),
  };
  const own = { adminUrl: "http://scenario.example/admin", adminSecret: "s" };
  const hooks = Object.entries(profile.hooks).map(([hookName, hook]): [string, HookRunner] => [
    hookName,
    (values) => runHook(hook, { ...own, ...values }, tools),
  ]);
  return runScenario({
    scenario,
    run: {
      idp: IDENTITY_PROVIDERS[0],
      dialect: staging.dialect ?? "oin",
      bundled,
      settleMs: staging.settleMs ?? 0,
      onEvent: staging.onEvent ?? (() => undefined),
      signal,
    },
    stage: {
      session,
      profile,
      capabilities: readCapabilities({ profile, target, hasSeatLimits: seats.length > 0 }),
      seats,
    },
    users: staging.users,
    population: (count) => createPeople({ seed: 1, runId: "abc123", count, domain: "example.com" }),
    hooks: bundled ? Object.fromEntries(hooks) : {},
    clock: staging.clock ?? CLOCK,
    timeoutMs: 5000,
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

test("what admins see when the story ends comes with its result, and begins with the story", async () => {
  const { admin } = await play("seat-overflow");
  expect(admin?.assignments.people).toHaveLength(120);
  expect(admin?.connector).toMatchObject({ connected: true, message: "Connector configured successfully" });
  expect(admin?.tasks).toEqual([]);
  const failed = admin?.systemLog.filter(({ outcome }) => outcome.result === "FAILURE") ?? [];
  expect(failed.filter(({ eventType }) => eventType === "application.provision.user.push")).toHaveLength(20);
  expect(failed[0]?.outcome.reason).toContain("No seat of product 'Sales' is left");
  expect(admin?.systemLog[0]?.eventType).toBe("group.application_assignment.add");
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
  const declared = SUITES.flatMap((suite) => [...suite.checks, ...suite.trafficRules]).flatMap(
    (check) => check.defects,
  );
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

describe("other faults of a target are noticed too:", () => {
  const answersWithoutStoring: Wrap = (next) => async (request) => {
    if (request.method !== "PUT") return next(request);
    return next(new Request(request.url, { headers: { authorization: request.headers.get("authorization") ?? "" } }));
  };

  const ZOOMINFO = "urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User";
  const keepNames = on("PATCH /Groups/:id").sent((body) =>
    JSON.parse(JSON.stringify(body).replaceAll("displayName", "externalId")),
  );
  const hideInactive = on("GET /Users/:id?").resources((user) =>
    user["active"] === false ? { ...user, userName: "gone" } : user,
  );
  const sayCountersInWords = on("/Users", { query: (query) => query.has("filter") }).body((body) => ({
    ...body,
    startIndex: "1",
  }));

  test.each<{ fault: string; name: string; wrap: Wrap; reason: RegExp }>([
    {
      fault: "a PUT that is answered but not stored",
      name: "assign",
      wrap: answersWithoutStoring,
      reason:
        /up-to-date is 5 instead of 7.* is out of date: name\.familyName is "Bosco" instead of "Quartermaine-Voß"/,
    },
    {
      fault: "products that are not shown",
      name: "assign",
      wrap: on("/Users/:id?").resources((user) => without(user, ZOOMINFO)),
      reason: /holding is 0 instead of 6; for example .* does not hold Sales/,
    },
    {
      fault: "a group that keeps its name",
      name: "group-push",
      wrap: keepNames,
      reason: /verify group "Platform" at the target: found is false instead of true/,
    },
    {
      fault: "a group that is not deleted",
      name: "group-push",
      wrap: on("DELETE /Groups/:id").answer(() => new Response(null, { status: 204 })),
      reason: /verify group "Finance" at the target: found is true instead of false/,
    },
    {
      fault: "users who cannot be found once they are switched off",
      name: "deactivate",
      wrap: hideInactive,
      reason: /found is 2 instead of 4.* is not found/,
    },
    {
      fault: "a list without users",
      name: "import",
      wrap: on("/Users", { query: (query) => query.has("count") }).answer(() => Response.json({ totalResults: 0 })),
      reason:
        /test API credentials: connected is false instead of true; Error authenticating: No results for users returned/,
    },
    {
      fault: "counters that are texts",
      name: "seat-overflow",
      wrap: sayCountersInWords,
      reason:
        /assign group "Sales Users" with Sales: provisioned is 0 instead of 100 .*no reason given \(startIndex is "1", not a number\)/,
    },
  ])("$fault ($name)", async ({ name, wrap, reason }) => {
    const result = await play(name, { defect: { name: "fault", breaks: "OKTA-none", wrap } });
    expect(result.verdict).toBe("fail");
    expect(problems(result).join("\n")).toMatch(reason);
  });
});

describe("on a target of somebody else's", () => {
  const foreign = { bundled: false } as const;

  test.each(["import", "assign", "deactivate"])("%s passes without the vendor's console", async (name) => {
    const result = await play(name, foreign);
    expect(problems(result)).toEqual([]);
    expect(result.verdict).toBe("pass");
  });

  test("the smallest population that overflows the stated seats is assigned, and what needs the console is skipped", async () => {
    const seats = [{ product: "Sales", total: 4, available: 4 }];
    const result = await play("seat-overflow", { ...foreign, seats });
    expect(result.verdict).toBe("pass");
    expect(result.assignments).toMatchObject({ total: 6, provisioned: 4, failed: 2 });
    expect(problems(result)).toEqual([
      "skip verify the seats of Sales: only the vendor's console can do this: the profile's hook \"read-seats\" reaches a zi-scim-check serve by SCIM_ADMIN_URL and SCIM_ADMIN_SECRET, and another target needs a hook of its own",
      "skip buy 2 seats of Sales: only the vendor's console can do this: the profile's hook \"buy-seats\" reaches a zi-scim-check serve by SCIM_ADMIN_URL and SCIM_ADMIN_SECRET, and another target needs a hook of its own",
    ]);
    expect(result.steps.find((step) => step.step.startsWith("add unassigned people"))?.assignments).toMatchObject({
      provisioned: 4,
      failed: 2,
    });
    expect(result.steps.map(({ step }) => step)).toContain('remove failed people from group "Sales Users"');
  });

  /** Leaves the first of the run's people out of the import's list, so many times. */
  const overlooks = (times: number): Wrap => {
    let left = times;
    return (next) => {
      const short = on("GET /Users").body((list) => {
        const Resources = Array.isArray(list["Resources"]) ? list["Resources"].slice(1) : [];
        return { ...list, Resources };
      })(next);
      return (request) =>
        (request.url.includes("count=100") && !request.url.includes("filter") && left-- > 0 ? short : next)(request);
    };
  };

  test.each([
    [3, "pass"],
    [1000, "fail"],
  ])("somebody who is not in the list %i times, as others come and go, makes the import %s", async (times, verdict) => {
    const result = await play("import", {
      ...foreign,
      defect: { name: "short", breaks: "OKTA-none", wrap: overlooks(times) },
    });
    expect(result.verdict).toBe(verdict);
  });

  test("a group that is gone between the list and the reading is read back once more", async () => {
    let readings = 0;
    let now = 0;
    const clock: Clock = { now: () => now, sleep: (ms) => Promise.resolve(void (now += ms)) };
    const wrap: Wrap = (next) => (request) => {
      const isGroup = request.method === "GET" && /\/Groups\/[^?]+$/.test(request.url);
      if (isGroup) readings += 1;
      // The first reading proves that the group is the run's.
      const answer = isGroup && readings === 2 ? errorResponse(404, "There is no such group.") : undefined;
      return answer === undefined ? next(request) : Promise.resolve(answer);
    };
    const staging = { ...foreign, profile: "generic", clock, settleMs: 2000 };
    const result = await play("group-push", { ...staging, defect: { name: "late", breaks: "OKTA-none", wrap } });
    expect(problems(result)).toEqual([]);
  });

  describe("that refuses what a scenario begins with", () => {
    const isNew = on("POST /Users");
    const refusing = (wrap: Wrap): Staging => ({
      ...foreign,
      profile: "generic",
      defect: { name: "refuses", breaks: "OKTA-none", wrap },
    });
    const publishesTitle = on("GET /Schemas").resources((schema) =>
      JSON.parse(JSON.stringify(schema).replace(/("name":"title"[^{}]*"required":)false/, "$1true")),
    );

    test.each(["import", "assign", "group-push", "deactivate"])(
      "%s is skipped, with the attribute that the profile lacks",
      async (name) => {
        const refuses = isNew.answer(() => errorResponse(400, "title is missing.", "invalidValue"));
        const { verdict, reason } = await play(
          name,
          refusing((next) => publishesTitle(refuses(next))),
        );
        expect(verdict).toBe("skip");
        expect(reason).toMatch(/^its set-up was refused: POST \/Users.* answers 400: title is missing; the target/);
        expect(reason).toContain("publishes title as required; add it to `templates.user` of a profile");
      },
    );

    test("creates are what assign is about, once it has its people, and it fails by them", async () => {
      let left = 1;
      const wrap = isNew.answer((request, next) => {
        left -= 1;
        return left < 0 ? Promise.resolve(errorResponse(400, "No more.", "invalidValue")) : next(request);
      });
      const result = await play("assign", refusing(wrap));
      expect(result.verdict).toBe("fail");
      expect(result.reason).toContain("created is 0 instead of 2");
    });

    test("what a group push is about fails it, whatever the target refuses", async () => {
      const wrap = on("POST /Groups").answer(() => errorResponse(400, "No groups.", "invalidValue"));
      expect(await play("group-push", refusing(wrap))).toMatchObject({ verdict: "fail" });
    });
  });

  test("seats are not used up unless the limit is named", async () => {
    const result = await play("seat-overflow", { ...foreign, seats: [] });
    expect(result).toMatchObject({ verdict: "skip", steps: [], assignments: null, admin: null });
    expect(result.reason).toContain("--seats Product=total[:available]");
  });
});

test("a scenario that needs groups is skipped where there are none", async () => {
  const result = await play("group-push", { profile: "zoominfo" });
  expect(result).toMatchObject({ verdict: "skip", reason: "it needs groups, which this target does not offer" });
});

test("a scenario that needs a hook is skipped as a whole where there is none, before anything is sent", async () => {
  const events: RunEvent[] = [];
  const named = (scenario: Scenario): Scenario => ({ ...scenario, hooks: ["add-portal-user", "buy-seats"] });
  const onEvent = (event: RunEvent): void => void events.push(event);
  const result = await play("assign", { bundled: false, profile: "generic", change: named, onEvent });
  expect(result).toMatchObject({
    verdict: "skip",
    reason: 'it needs the vendor\'s console: the profile has no hook "add-portal-user" for this target',
    steps: [],
  });
  expect(events.map(({ type }) => type)).toEqual(["scenario-start", "scenario-end"]);
  expect((await play("assign", { change: named })).verdict).toBe("pass");
});

test("a pass says how many of its steps were skipped, and why", async () => {
  const seats = [{ product: "Sales", total: 3, available: 3 }];
  const result = await play("seat-overflow", { bundled: false, seats });
  expect(result.verdict).toBe("pass");
  const why = (hook: string): string =>
    `only the vendor's console can do this: the profile's hook "${hook}" reaches a zi-scim-check serve by SCIM_ADMIN_URL and SCIM_ADMIN_SECRET, and another target needs a hook of its own`;
  expect(result.reason).toBe(`2 of 9 steps skipped: ${why("read-seats")}; ${why("buy-seats")}`);
});

test("a scenario that takes more seats than are free is skipped", async () => {
  const seats = [
    { product: "Sales", total: 3, available: 3 },
    { product: "Marketing", total: 6, available: 6 },
  ];
  expect(await play("assign", { seats })).toMatchObject({
    verdict: "skip",
    reason: "it takes 7 seats, and of Marketing only 6 are free",
  });
  expect(await play("deactivate", { seats })).toMatchObject({ verdict: "pass" });
});

test("a scenario of another profile's products plays where there are none", async () => {
  const result = await play("deactivate", { profile: "generic" });
  expect(problems(result)).toEqual([]);
});

test("what happens is told as it happens", async () => {
  const events: RunEvent[] = [];
  const result = await play("assign", { onEvent: (event) => events.push(event) });
  expect(events[0]).toEqual({ type: "scenario-start", scenario: "assign", steps: 9 });
  expect(events.at(-1)).toEqual({ type: "scenario-end", result });
  expect(events.filter((event) => event.type === "scenario-step")).toHaveLength(9);
  expect(events.filter((event) => event.type === "progress").slice(0, 2)).toEqual([
    { type: "progress", scenario: "assign", done: 1, total: 2, failed: 0 },
    { type: "progress", scenario: "assign", done: 2, total: 2, failed: 0 },
  ]);
});

test("an interruption sends nothing more and leaves what was found", async () => {
  const stop = new AbortController();
  let sent = 0;
  const result = await play("assign", {
    signal: stop.signal,
    onEvent: (event) => {
      if (event.type === "scenario-step") sent += event.step.exchanges.length;
      if (event.type === "progress" && event.done === 2) stop.abort();
    },
  });
  expect(result).toMatchObject({ verdict: "skip", reason: "interrupted before its end" });
  expect(result.steps.map((step) => step.step)).toEqual([
    "test API credentials",
    "add person 7 in the vendor's console",
    "assign people 1-2 with Sales",
  ]);
  expect(sent).toBe(5);
});

test("an interruption ends Okta's minutes of waiting after a 429 without Retry-After", async () => {
  const stop = new AbortController();
  const wrap: Wrap = (next) => (request) =>
    request.method === "POST" ? Promise.resolve(new Response("", { status: 429 })) : next(request);
  const waits: number[] = [];
  const result = await play("deactivate", {
    signal: stop.signal,
    defect: { name: "always-429", breaks: "RFC7644-3.12-01", wrap },
    clock: {
      now: () => Date.now(),
      sleep: (ms) => {
        waits.push(ms);
        stop.abort();
        return new Promise(() => undefined);
      },
    },
  });
  expect(waits).toEqual([300_000]);
  expect(result).toMatchObject({ verdict: "skip", reason: "interrupted before its end" });
});

describe("a step that cannot be played", () => {
  const withStep = (action: string, settings: Scenario["steps"][number]["settings"]): Staging => ({
    change: (scenario) => {
      const [first, ...others] = scenario.steps;
      const step = { action, settings, expect: {}, headline: false };
      return { ...scenario, steps: first === undefined ? [step] : [first, step, ...others] };
    },
  });

  test("is a fault of ours, and the rest is played", async () => {
    const result = await play("deactivate", withStep("assign-users", { people: "9" }));
    expect(result.verdict).toBe("error");
    expect(result.reason).toBe('assign person 9: "9" names people whom a population of 4 does not have');
    expect(result.steps.filter((step) => step.verdict === "pass")).toHaveLength(16);
  });

  test("because the identity provider has no such step skips the scenario: what comes after it would judge nothing", async () => {
    const result = await play("deactivate", withStep("sync-password", {}));
    expect(result).toMatchObject({ verdict: "skip", reason: 'Okta has no step "sync-password"', steps: [] });
  });
});

test("what an earlier step has told is not told again by the ones after it", async () => {
  // What the scenario itself makes beforehand is its set-up, and would skip it.
  const wrap: Wrap = on("POST /Users").answer((request, next) =>
    request.headers.get("user-agent")?.startsWith("Okta") === true ? errorResponse(400, "no room") : next(request),
  );
  const { steps } = await play("assign", { defect: { name: "no-room", breaks: "OKTA-none", wrap }, bundled: false });
  const failed = steps.filter(({ verdict, reason }) => verdict === "fail" && reason !== "");
  const texts = failed.flatMap(({ reason }) => reason.split("; ").slice(1));
  expect(failed.length).toBeGreaterThan(2);
  expect(texts.length).toBeGreaterThan(0);
  expect(texts).toEqual([...new Set(texts)]);
});
