// A scenario of your own in TypeScript, for a story that needs more than a list of steps: the steps of YAML documents, typed.
// `npx zi-scim-check emulate ./own-scenario.ts --target <url>` plays it too.
import { defineScenario, runChecks } from "zi-scim-check";
import type { Run, Scenario } from "zi-scim-check";

const scenario: Scenario = defineScenario({
  id: "patient-admin",
  title: "An admin retries until everybody is in",
  population: { people: { Ann: { lastName: "Lee" } }, users: 5, groups: { Sales: "all but Ann" } },
  run: { features: ["create"] },
  play: async ({ step }) => {
    await step({ fault: { on: "POST /Users", answer: 503, times: 6 } });
    let told = await step({ "assign-group": { group: "Sales" }, expect: { created: 0, failed: 4 } });
    for (let turn = 1; turn <= 5 && told.results["failed"] !== 0; turn += 1) {
      told = await step({ "retry-failed": null });
    }
    await step({
      "verify-users": { people: "all" },
      expect: {
        active: 4,
        person: { Ann: { found: false }, "2-last": { attributes: { "name.familyName": "$lastName" } } },
      },
    });
  },
});

export default scenario;

/** Plays it against a fresh reference server; `url` and `credentials` take yours. */
export function playOwnScenario(): Promise<Run> {
  return runChecks({ checks: false, scenarios: [scenario] });
}

if (import.meta.main) {
  const { scenarios } = await playOwnScenario();
  for (const { steps } of scenarios) {
    for (const { step, verdict, reason } of steps) process.stdout.write(`${verdict}  ${step}  ${reason}\n`);
  }
}
