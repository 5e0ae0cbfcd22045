import { defineTrafficRule } from "../../kit/define-check.ts";
import { expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { openGround } from "../../self-check/proving-ground.ts";
import { causeOf, ordinaryHeaders } from "../../engine/session/plain-request.ts";
import { Violation } from "../violation.ts";
import { createTrafficJudge } from "./traffic-judge.ts";

const rule = defineTrafficRule({
  id: "traffic.test.never",
  title: "Nothing is ever right",
  rule: "RFC7644-3.1-01",
  advice: "None.",
  applies: () => true,
  judge: ({ seq }) => {
    throw new Violation(`number ${seq} is wrong`, { expected: [], actual: "", at: null });
  },
  probe: () => Promise.resolve(),
  defects: { "no-defect": (next) => next },
});

test("what was sent first is told, in whatever order the answers come", async () => {
  const ground = await openGround({ profile: await loadProfile("generic"), rules: [] });
  const headers = ordinaryHeaders(undefined);
  const live = await ground.session.send({ method: "GET", path: "/Users", headers, cause: causeOf("discovery") });
  const judge = createTrafficJudge([rule]);
  for (const seq of [7, 3, 5]) judge.judge({ ...live, seq });
  expect(judge.tallies()[0]).toMatchObject({
    first: { seq: 3, violation: { message: "number 3 is wrong" } },
    named: [3, 5, 7],
    broken: 3,
  });
});

test("of every exchange that breaks a rule its sender's features are kept, not only of those that are named", async () => {
  const ground = await openGround({ profile: await loadProfile("generic"), rules: [] });
  const headers = ordinaryHeaders(undefined);
  const live = await ground.session.send({ method: "GET", path: "/Users", headers, cause: causeOf("discovery") });
  expect(live.sender).toBe("tool");
  const judge = createTrafficJudge([rule], { featuresOf: ({ seq, sender }) => (sender === "tool" ? [] : [`f${seq}`]) });
  for (let seq = 1; seq <= 25; seq += 1) judge.judge({ ...live, seq });
  for (const seq of [26, 27]) judge.judge({ ...live, seq, sender: "acme" });
  const [tally] = judge.tallies();
  expect(tally?.named).toHaveLength(20);
  expect([...(tally?.features ?? [])]).toEqual([
    [
      "acme",
      new Map([
        ["f26", 26],
        ["f27", 27],
      ]),
    ],
  ]);
});

test("of each sender the first exchange is kept that broke the rule and is about a feature", async () => {
  const ground = await openGround({ profile: await loadProfile("generic"), rules: [] });
  const headers = ordinaryHeaders(undefined);
  const live = await ground.session.send({ method: "GET", path: "/Users", headers, cause: causeOf("discovery") });
  const judge = createTrafficJudge([rule], { featuresOf: ({ seq }) => (seq === 2 ? [] : ["create"]) });
  judge.judge({ ...live, seq: 1 });
  for (const seq of [2, 9, 4]) judge.judge({ ...live, seq, sender: "acme" });
  const first = judge.tallies()[0]?.firstOf.get("acme");
  expect(first).toMatchObject({ seq: 4, violation: { message: "number 4 is wrong" } });
});
