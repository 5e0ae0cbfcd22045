import { describe, expect, test } from "vitest";
import { IDENTITY_PROVIDERS } from "../../emulator/index.ts";
import { createPeople } from "../../fixtures/people.ts";
import { createChecks } from "../../suites/seats/create.ts";
import { loadProfile } from "../documents/load-profile.ts";
import { loadScenario } from "../documents/load-scenario.ts";
import type { Run } from "../engine/run.ts";
import { Secrets } from "../exchange/masking/secrets.ts";
import { USER_URN } from "../scim/urns.ts";
import { openGround } from "../self-check/proving-ground.ts";
import { playOn } from "../self-check/prove-scenario.ts";
import { createScimServer } from "../server/scim-server.ts";
import { createLeapingClock } from "./clocks/leaping-clock.ts";
import { fitProfile, withCap } from "./fit-profile.ts";
import type { RunChecksOptions } from "./options.ts";
import { runChecks, runWithin } from "./run-checks.ts";

const TOKEN = "cap-test-token";
const CAP = [{ product: "the plan", total: 10, available: 10, isUncounted: true }];

/** Checks a server of ten seats where four users are active and two are not. */
async function playCapped(options: RunChecksOptions): Promise<Run> {
  const profile = withCap(await loadProfile("generic"), 10);
  const { fetch } = createScimServer({ profile, token: TOKEN, adminSecret: "unused" });
  for (let n = 0; n < 6; n += 1) {
    const body = JSON.stringify({ schemas: [USER_URN], userName: `employee${n}@corp.example`, active: n < 4 });
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/scim+json" };
    const made = await fetch(new Request("http://h/scim/v2/Users", { method: "POST", headers, body }));
    expect(made.status).toBe(201);
  }
  const target = { url: "http://h/scim/v2", credentials: { kind: "bearer", token: TOKEN } } as const;
  const inProcess = { fetch, clock: createLeapingClock() };
  return runWithin({ ...target, ...options }, { secrets: new Secrets(), inProcess });
}

describe("a cap on active users", () => {
  test("counts who is there already, and the overflow is played with two more than fit", async () => {
    const run = await playCapped({ seats: CAP, scenarios: ["seat-overflow"], checks: false });
    expect(run.run.notes).toContain("The target has 4 active users already: of 10 seats 6 are free.");
    const [scenario] = run.scenarios;
    expect(scenario).toMatchObject({ verdict: "pass", assignments: { total: 8, provisioned: 6, failed: 2 } });
    expect(JSON.stringify(run.exchanges)).not.toContain("ziProduct");
  });

  test("believes what is stated to be free", async () => {
    const seats = [{ product: "the plan", total: 10, available: 5 }];
    const run = await playCapped({ seats, scenarios: ["seat-overflow"], checks: false });
    expect(run.run.notes.join()).not.toContain("active users already");
    expect(run.scenarios[0]).toMatchObject({ verdict: "fail", assignments: { total: 7, provisioned: 6, failed: 1 } });
  });

  test("is used up by the checks of seats, on a server with other users too", async () => {
    const run = await playCapped({ seats: CAP, suites: ["seats"], scenarios: false });
    expect(run.findings.filter(({ verdict }) => verdict !== "pass" && verdict !== "skip")).toEqual([]);
    const passed = run.findings.filter(({ verdict }) => verdict === "pass").map(({ check }) => check);
    expect(passed).toEqual(expect.arrayContaining(["seats.create.limit", "seats.growth.reactivate"]));
    expect(run.summary.residue).toEqual({ users: 0, groups: 0, deactivated: 0, maybe: 0 });
  });

  test("is what the bundled server has when nothing else is said, and its seats can be bought", async () => {
    const run = await runChecks({ seats: CAP, scenarios: ["seat-overflow"], checks: false });
    expect(run.run.profile).toBe("generic");
    expect(run.scenarios[0]).toMatchObject({
      verdict: "pass",
      assignments: { total: 120, provisioned: 10, failed: 110 },
    });
    expect(run.scenarios[0]?.steps.map(({ verdict }) => verdict)).not.toContain("skip");
  });

  test("excludes products, in a profile too", async () => {
    const sales = { product: "Sales", total: 5, available: 5 };
    await expect(runChecks({ seats: [...CAP, sales] })).rejects.toThrow("they exclude each other");
    await expect(runChecks({ seats: CAP, profile: "zoominfo" })).rejects.toThrow("has products with seats");
    const profile = withCap(await loadProfile("generic"), 10);
    await expect(runChecks({ seats: [sales], profile })).rejects.toThrow(
      "The profile generic has one cap on all active users, so a limit of Sales has no meaning.",
    );
  });

  const defects = createChecks.flatMap((check) => check.defects);
  test.each(["no-seat-limit", "half-created-user"])("seat-overflow notices %s", async (name) => {
    const defect = defects.find((one) => one.name === name);
    if (defect === undefined) throw new Error(`there is no defect ${name}`);
    const profile = fitProfile(await loadProfile("generic"), { seats: CAP });
    const ground = await openGround({ profile, rules: [], seats: CAP, defect });
    const [dialect] = IDENTITY_PROVIDERS[0].dialects;
    const population = (count: number): ReturnType<typeof createPeople> =>
      createPeople({ seed: 1, runId: "proof0", domain: "example.com", count });
    const played = await playOn(ground, await loadScenario("seat-overflow"), { dialect: dialect.id, population });
    expect(played.verdict).toBe("fail");
  });
});
