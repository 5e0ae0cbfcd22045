import { expect, test } from "vitest";
import { Violation } from "../../exchange/violation.ts";
import type { RuleBreach, RuleTally } from "../../exchange/traffic/traffic-judge.ts";
import { defineTrafficRule } from "../../kit/define-check.ts";
import { toRuleOutcome } from "./rule-outcome.ts";

const rule = defineTrafficRule({
  id: "traffic.test.never",
  title: "Nothing is ever right",
  rule: "RFC7644-3.1-01",
  advice: "None.",
  applies: () => true,
  judge: () => undefined,
  probe: () => Promise.resolve(),
  defects: { "no-defect": (next) => next },
});

function breach(seq: number, ...cited: readonly number[]): RuleBreach {
  const mismatch = { expected: ["1"], actual: "2", at: null };
  return { seq, violation: new Violation(`number ${seq} is wrong`, mismatch, { exchanges: [...cited, seq] }) };
}

const NAMED = Array.from({ length: 20 }, (_, index) => index + 1);

const TALLY: RuleTally<typeof rule> = {
  rule,
  applied: 90,
  broken: 80,
  first: breach(1),
  error: undefined,
  named: NAMED,
  inScenarios: [],
  heard: { judged: new Set(), notes: [] },
  features: new Map([["acme", new Map([["create", 70]])]]),
  firstOf: new Map([["acme", breach(70, 69)]]),
};

test("the first exchange that broke a rule decides", () => {
  expect(toRuleOutcome(TALLY)).toMatchObject({ violation: { message: "number 1 is wrong" }, exchanges: NAMED });
});

test("where a rule breaks something in a provider, the provider's own request decides and is named", () => {
  const outcome = toRuleOutcome(TALLY, "acme");
  expect(outcome).toMatchObject({ violation: { message: "number 70 is wrong" }, exchangeCount: 80 });
  expect(outcome.exchanges).toEqual([...NAMED.slice(0, 18), 69, 70]);
});

test("a provider whose requests broke nothing changes nothing", () => {
  expect(toRuleOutcome(TALLY, "other")).toEqual(toRuleOutcome(TALLY));
});
