import { expect, test } from "vitest";
import { loadProfile } from "../../../documents/load-profile.ts";
import type { Exchange } from "../../../exchange/exchange.ts";
import { openGround } from "../../../self-check/proving-ground.ts";
import type { ProvingGround } from "../../../self-check/proving-ground.ts";
import { USER_URN } from "../../../scim/urns.ts";
import { causeOf, ordinaryHeaders } from "../../session/plain-request.ts";
import type { Session } from "../../session/session.ts";
import type { LiveExchange } from "../../../exchange/exchange.ts";
import { SUITES } from "../../../../suites/index.ts";
import { toFault } from "../faults/scenario-fault.ts";
import { createStepSession } from "./step-session.ts";
import type { StepSession } from "./step-session.ts";

const RULES = SUITES.flatMap((suite) => suite.trafficRules);

async function begin(): Promise<{ readonly ground: ProvingGround; readonly steps: StepSession }> {
  const ground = await openGround({ profile: await loadProfile("generic"), rules: RULES });
  return { ground, steps: createStepSession(ground.session, new AbortController().signal) };
}

function create(session: Session, sender = "okta"): Promise<LiveExchange> {
  const body = { schemas: [USER_URN], userName: `zsc-${session.runId}-ann@example.com` };
  const cause = causeOf("scenario", "mine");
  const common = { method: "POST", path: "/Users", headers: ordinaryHeaders(body), cause, body, sender } as const;
  return session.send({ ...common, onRateLimit: "never" });
}

function posts({ traffic }: ProvingGround): readonly Exchange[] {
  return traffic.exchanges().filter(({ request }) => request.method === "POST");
}

test("a fault answers in place of the target, as often as it says, and the report tells so", async () => {
  const { ground, steps } = await begin();
  steps.faults.add(toFault({ on: "POST /Users", answer: 503, times: 1 }));
  const faulty = await create(steps);
  const sound = await create(steps);
  expect([faulty.response?.status, sound.response?.status]).toEqual([503, 201]);
  expect(posts(ground).map(({ response, injected }) => [response?.status, injected])).toEqual([
    [503, true],
    [201, undefined],
  ]);
  expect(steps.refusals()).toEqual([]);
  expect(steps.faults.told()).toEqual([
    "Fault of the scenario: 1 request (POST /Users) did not reach the target; in its place the client got: 503.",
  ]);
  expect(steps.faults.told()).toEqual([]);
});

test("what a fault answers is never judged as the target's", async () => {
  const { ground, steps } = await begin();
  steps.faults.add(toFault({ on: "POST /Users", answer: { status: 201, body: "<html>no SCIM</html>" } }));
  await create(steps);
  expect(ground.judge.tallies().flatMap(({ rule, broken }) => (broken > 0 ? [rule.id] : []))).toEqual([]);
});

test("nothing is looked for that a fault kept from the target", async () => {
  const { ground, steps } = await begin();
  steps.faults.add(toFault({ on: "POST /Users", answer: "reset" }));
  const live = await create(steps);
  expect(live).toMatchObject({ response: null, failure: { kind: "reset" } });
  expect(ground.session.ownership.openIntents()).toEqual([]);
});

test("a lost answer leaves the account at the target, which is the run's all the same", async () => {
  const { ground, steps } = await begin();
  steps.faults.add(toFault({ on: "POST /Users", answer: "timeout", times: 1, reaches: true }));
  const lost = await create(steps);
  const again = await create(steps);
  expect(lost).toMatchObject({ response: null, failure: { kind: "timeout" } });
  expect(again.response?.status).toBe(409);
  expect(posts(ground).map(({ response, injected }) => [response?.status, injected])).toEqual([
    [201, undefined],
    [409, undefined],
  ]);
  expect(ground.session.ownership.remaining()).toHaveLength(1);
});

test("requests go through before a fault begins, and the tool's own never meet it", async () => {
  const { steps } = await begin();
  steps.faults.add(toFault({ on: "POST /Users", answer: 500, after: 1 }));
  expect((await create(steps, "tool")).response?.status).toBe(201);
  expect((await create(steps)).response?.status).toBe(409);
  expect((await create(steps)).response?.status).toBe(500);
});

test("a fault that no request has met is told when the faults end", async () => {
  const { steps } = await begin();
  steps.faults.add(toFault({ on: "PUT /Users/*", answer: 503 }));
  expect(steps.faults.clear()).toEqual(["No request has met the fault on PUT /Users/*."]);
});
