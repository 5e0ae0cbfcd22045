// That every check of the suites is proven is a command of its own, `npm run self-check`; here the proof is put to the test.
import { expect, test } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import { defineCheck, defineSuite } from "../kit/check.ts";
import { rfc } from "../exchange/clause.ts";
import { answerInstead, errorResponse } from "../kit/defects/tamper.ts";
import { Violation } from "../exchange/violation.ts";
import { isProven, proveSuites } from "./self-check.ts";

const profiles = await Promise.all(["generic", "zoominfo"].map(loadProfile));

const base = {
  title: "A check for this test",
  clause: rfc("RFC7644-3.4.1-01"),
  advice: "Nothing.",
} as const;

const brokenRead = {
  name: "test-broken-read",
  breaks: "RFC7644-3.4.1-01",
  wrap: answerInstead({ method: "GET", path: /^\/Users\/./ }, () => errorResponse(500, "broken")),
} as const;

async function proveOne(run: Parameters<typeof defineCheck>[0]["run"]) {
  const check = defineCheck({ ...base, id: "test.some.rule", run, defects: [brokenRead] });
  const suite = defineSuite({ id: "test", title: "Test", checks: [check], trafficRules: [] });
  const [proof] = await proveSuites({ suites: [suite], profiles });
  if (proof === undefined) throw new Error("no proof");
  return proof;
}

test("a check that always passes is not proven", async () => {
  const proof = await proveOne(() => Promise.resolve());
  expect(isProven(proof)).toBe(false);
  expect(proof.defects[0]?.noticed).toBe(false);
});

test("a check that fails on the sound server is not proven", async () => {
  const proof = await proveOne(() => {
    throw new Violation("always wrong", { expected: ["x"], actual: "y", at: null });
  });
  expect(isProven(proof)).toBe(false);
  expect(proof.alarms[0]).toContain("always wrong");
});

test("a failed set-up proves nothing", async () => {
  const proof = await proveOne(async (t) => {
    const user = await t.make.user();
    await user.read();
  });
  expect(proof.alarms).toEqual([]);
  expect(proof.defects[0]?.reason).toContain("no set-up");
  expect(isProven(proof)).toBe(false);
});

test("a skip proves nothing", async () => {
  const proof = await proveOne(async (t) => {
    const user = await t.make.user();
    const reply = await t.get(user.path);
    if (reply.status !== 200) t.skip("cannot be read");
  });
  expect(isProven(proof)).toBe(false);
});
