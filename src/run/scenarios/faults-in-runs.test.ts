import { expect, test } from "vitest";
import { REPORTERS } from "../../../reports/index.ts";
import type { RenderOptions } from "../../engine/report/reporter.ts";
import { defineScenario } from "../../documents/programs/define-scenario.ts";
import { readSchema } from "../../documents/read-document.ts";
import { schemaErrors } from "../../documents/validate-document.ts";
import { runChecks } from "../run-checks.ts";

const OPTIONS: RenderOptions = {
  color: false,
  unicode: true,
  width: 80,
  failOn: "must",
  files: [],
  command: "npx zi-scim-check",
};

const faulty = defineScenario({
  id: "faulty",
  population: { users: 2 },
  steps: [
    { fault: { on: "POST /Users", answer: { status: 201, body: "<html>" }, times: 1 } },
    { "assign-users": { people: "all" }, expect: { failed: 1, created: 1 }, headline: true },
    { "retry-failed": null, expect: { failed: 0 } },
  ],
});

test("a run tells what a scenario answered in place of the target, judges none of it, and fits its schema", async () => {
  const run = await runChecks({ suites: ["traffic"], scenarios: [faulty] });
  expect(run.scenarios[0]).toMatchObject({ verdict: "pass" });
  const injected = run.exchanges.filter((exchange) => exchange.injected === true);
  expect(injected.map(({ request, response }) => [request.method, response?.status])).toEqual([["POST", 201]]);
  expect(run.scenarios[0]?.steps[1]).toMatchObject({
    notes: [
      "Fault of the scenario: 1 request (POST /Users) did not reach the target; in its place the client got: 201.",
    ],
    exchanges: expect.arrayContaining(injected.map(({ seq }) => seq)),
  });
  expect(run.findings.filter(({ verdict }) => verdict === "fail" || verdict === "warn")).toEqual([]);
  const json = REPORTERS.find(({ name }) => name === "json")?.render(run, OPTIONS) ?? [];
  expect(await schemaErrors(JSON.parse([...json].join("")), await readSchema("report"))).toEqual([]);
});

test.each([
  [true, "Unlimited"],
  [false, "Limited"],
])(
  "what an app is set up with besides its settings is reachable: a full profile push is %j",
  async (isFull, credit) => {
    const urn = "urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User";
    const scenario = defineScenario({
      id: "set-up",
      profile: "zoominfo",
      population: { users: 2 },
      app: { "full-profile-push": isFull, concurrency: 2 },
      steps: [
        { "assign-users": { people: "all", products: ["$product"] }, expect: { created: 2 } },
        { "assign-users": { people: 1, products: ["$product"], attributes: { ziUserCredit: "Unlimited" } } },
        { "update-profile": { people: 1, set: { lastName: "Lee" } }, expect: { refused: 0 } },
        {
          "verify-users": { people: 1 },
          expect: { person: { 1: { attributes: { [`${urn}:ziUserCredit`]: credit, "name.familyName": "Lee" } } } },
        },
      ],
    });
    const { scenarios } = await runChecks({ checks: false, scenarios: [scenario] });
    expect(scenarios[0]?.reason).toBe("");
  },
);
