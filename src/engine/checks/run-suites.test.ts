import type { Check } from "../../kit/check.ts";
import { defineCheck } from "../../kit/define-check.ts";
import { expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { verify } from "../../exchange/verify/verify.ts";
import { pathTo } from "../../scim/request-path.ts";
import type { FetchHandler } from "../../scim/http.ts";
import type { Finding } from "../run.ts";
import { readCapabilities } from "../target/capabilities.ts";
import { ask, createStore, open } from "../session/scripted-session.fixture.ts";
import { FIRST_REQUEST } from "../session/plain-request.ts";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { openGround } from "../../self-check/proving-ground.ts";
import { runSuites } from "./run-suites.ts";

const RUN = {
  seed: 1,
  settleMs: 0,
  concurrency: 8,
  dialect: "oin",
  keep: false,
  maxFailures: undefined,
  providers: [],
  requirements: REQUIREMENTS,
  onEvent: () => undefined,
  signal: new AbortController().signal,
} as const;

const NOTHING_KNOWN = { serviceProviderConfig: undefined, resourceTypes: undefined, schemas: undefined };

function check(id: string, run: Check["run"]): Check {
  const defects = { "test-defect": (next: FetchHandler): FetchHandler => next };
  return defineCheck({ id, title: id, rule: "RFC7644-3.3-04", advice: "Answer.", run, defects });
}

test("a check that lost its answer among others is run again alone under other names; one that was alone is judged", async () => {
  const names: string[] = [];
  let drops = 0;
  const opened = open(
    createStore(({ method, body }) => {
      const name = JSON.stringify(body ?? "");
      if (method === "POST") names.push(name);
      return method === "POST" && drops-- > 0 ? Promise.reject(new Error("closed")) : undefined;
    }).script,
  );
  await opened.session.send(ask("GET", FIRST_REQUEST));
  drops = 1;
  const make: Check["run"] = async (t) => void (await t.make.user({ label: "ann" }));
  const profile = await loadProfile("generic");
  const findings: Finding[] = [];
  const suite = {
    id: "users",
    title: "x",
    checks: [check("users.one", make), check("users.two", make)],
    trafficRules: [],
  };
  const isDone = await runSuites(
    {
      run: {
        ...RUN,
        clock: { now: opened.now, sleep: () => Promise.resolve() },
      },
      stage: {
        session: opened.session,
        profile,
        capabilities: readCapabilities({ profile, target: NOTHING_KNOWN, hasSeatLimits: false }),
        target: NOTHING_KNOWN,
        seats: [],
      },
      suites: [suite],
    },
    (finding) => findings.push(finding),
  );
  expect(isDone).toBe(true);
  expect(findings.map(({ check: id, verdict }) => `${id} ${verdict}`).toSorted()).toEqual([
    "users.one pass",
    "users.two pass",
  ]);
  expect(names.length).toBeGreaterThan(2);
  expect(new Set(names).size).toBe(names.length);
});

test("fewer checks run at a time where seats are scarce", async () => {
  const ground = await openGround({ profile: await loadProfile("zoominfo"), rules: [] });
  let [underWay, most] = [0, 0];
  const wait: Check["run"] = async () => {
    most = Math.max(most, (underWay += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    underWay -= 1;
  };
  const checks = ["one", "two", "three", "four"].map((name) => check(`users.${name}`, wait));
  const suites = [{ id: "users", title: "x", checks, trafficRules: [] }];
  const seats = [{ product: "Sales", total: 18, available: 18 }];
  await runSuites({ run: { ...RUN, clock: ground.clock }, stage: { ...ground, seats }, suites }, () => undefined);
  expect(most).toBe(2);
  most = 0;
  await runSuites({ run: { ...RUN, clock: ground.clock }, stage: { ...ground, seats: [] }, suites }, () => undefined);
  expect(most).toBe(4);
});

test("after so many failures what is under way is not told, so that no more failures are told than were asked for", async () => {
  const ground = await openGround({ profile: await loadProfile("generic"), rules: [] });
  const failing: Check["run"] = async (t) => {
    const reply = await t.get(pathTo`/Users/nobody`);
    verify(reply).status(200);
  };
  const checks = ["one", "two", "three", "four"].map((name) => check(`users.${name}`, failing));
  const findings: Finding[] = [];
  const isDone = await runSuites(
    {
      run: { ...RUN, clock: ground.clock, maxFailures: 1 },
      stage: { ...ground, seats: [] },
      suites: [{ id: "users", title: "x", checks, trafficRules: [] }],
    },
    (finding) => findings.push(finding),
  );
  expect(isDone).toBe(false);
  expect(findings.map(({ verdict }) => verdict)).toEqual(["fail"]);
});

test("what only clients of another dialect send is skipped", async () => {
  const ground = await openGround({ profile: await loadProfile("generic"), rules: [] });
  const patching = { ...check("okta.patches", () => Promise.resolve()), dialects: ["oin"] };
  const suites = [{ id: "okta", title: "x", checks: [patching], trafficRules: [] }];
  const findings: Finding[] = [];
  for (const dialect of ["oin", "aiw"]) {
    const run = { ...RUN, clock: ground.clock, dialect };
    await runSuites({ run, stage: { ...ground, seats: [] }, suites }, (finding) => findings.push(finding));
  }
  expect(findings.map(({ verdict, reason }) => `${verdict} ${reason}`.trim())).toEqual([
    "pass",
    "skip clients of the dialect aiw send no such request",
  ]);
});
