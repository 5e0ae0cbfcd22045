import { expect, test } from "vitest";
import { loadProfile } from "../../src/documents/load-profile.ts";
import { toRuleOutcome } from "../../src/engine/checks/rule-outcome.ts";
import type { CheckOutcome } from "../../src/engine/checks/run-check.ts";
import { createCheckContext } from "../../src/engine/checks/context/create-check-context.ts";
import { on, pathTo, USER_URN, withJson, withStatus } from "../../src/kit/index.ts";
import type { CheckContext, Wrap } from "../../src/kit/index.ts";
import { openGround } from "../../src/self-check/proving-ground.ts";
import { trafficSuite } from "./index.ts";

const generic = await loadProfile("generic");

/** What a traffic rule says of some requests to a server with something round it. */
async function outcomeOf(
  id: string,
  wrap: Wrap,
  ask: (t: CheckContext) => Promise<unknown>,
): Promise<CheckOutcome | undefined> {
  const rules = trafficSuite.trafficRules.filter((rule) => rule.id === id);
  const ground = await openGround({ profile: generic, rules, defect: { name: "other", breaks: "OKTA-none", wrap } });
  await ask(createCheckContext({ run: ground.run, stage: ground }, { kind: "check", id }));
  const [tally] = ground.judge.tallies();
  return tally && toRuleOutcome(tally);
}

const hides = on({}).answer((request, next) =>
  request.headers.has("authorization") ? next(request) : new Response("Not Found", { status: 404 }),
);

test.each(["traffic.error.form", "traffic.http.json"])(
  "%s does not judge what a gateway answers to requests without credentials",
  async (id) => {
    const outcome = await outcomeOf(id, hides, (t) => t.get(pathTo`/Users/1`, { credentials: "none" }));
    expect(outcome?.kind).not.toBe("violation");
  },
);

test("the rules of a partial page are not judged on a whole one", async () => {
  const whole = await outcomeOf(
    "traffic.list.form",
    (next) => next,
    (t) => t.get("/Users"),
  );
  expect(whole?.kind).toBe("pass");
  expect([...(whole?.heard?.judged ?? [])]).toEqual(["RFC7644-3.4.2-02"]);
});

test("the id in the answer to a PATCH may be spelled in other letters", async () => {
  const spells = on("PATCH").response((response, { url }) =>
    withJson(withStatus(response, 200), { schemas: [USER_URN], ID: new URL(url).pathname.split("/").at(-1) ?? "" }),
  );
  const outcome = await outcomeOf("traffic.schema.patch-answer", spells, async (t) => {
    const { path } = await t.make.user();
    await t.patch(path, [{ op: "replace", path: "name.givenName", value: "Babs" }]);
  });
  expect(outcome?.kind).toBe("pass");
});
