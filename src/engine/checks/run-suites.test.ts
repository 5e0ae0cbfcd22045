import { expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { defineCheck } from "../../kit/check.ts";
import type { Check } from "../../kit/check.ts";
import type { Defect } from "../../kit/defect.ts";
import { rfc } from "../../exchange/clause.ts";
import type { FetchHandler } from "../../scim/http.ts";
import type { Finding } from "../run.ts";
import { readCapabilities } from "../target/capabilities.ts";
import { ask, createStore, open } from "../session/scripted-session.fixture.ts";
import { FIRST_REQUEST } from "../session/plain-request.ts";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { runSuites } from "./run-suites.ts";

const NOTHING_KNOWN = { serviceProviderConfig: undefined, resourceTypes: undefined, schemas: undefined };

function check(id: string, run: Check["run"]): Check {
  const defect: Defect = {
    name: "test-defect",
    breaks: "RFC7644-3.3-04",
    wrap: (next: FetchHandler): FetchHandler => next,
  };
  return defineCheck({ id, title: id, clause: rfc("RFC7644-3.3-04"), advice: "Answer.", run, defects: [defect] });
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
      session: opened.session,
      suites: [suite],
      requirements: REQUIREMENTS,
      keep: false,
      maxFailures: undefined,
      onEvent: () => undefined,
      profile,
      capabilities: readCapabilities({ profile, target: NOTHING_KNOWN, hasSeatLimits: false }),
      target: NOTHING_KNOWN,
      seats: [],
      seed: 1,
      settleMs: 0,
      concurrency: 8,
      clock: { now: opened.now, sleep: () => Promise.resolve() },
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
