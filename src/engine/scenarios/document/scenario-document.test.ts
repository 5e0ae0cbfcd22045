import { readFile, readdir } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { OKTA_ACTIONS } from "../../../../emulator/okta/actions/okta-actions.ts";
import { RUNNER_ACTIONS } from "./scenario-actions.ts";
import { toScenario } from "./scenario-document.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { scenarioProblems } from "./scenario-problems.ts";

const SCHEMA = JSON.parse(await readFile("fixtures/schemas/scenario.schema.json", "utf8"));
const FILES = (await readdir("fixtures/scenarios")).filter((file) => file.endsWith(".yaml"));

const SMALL: ScenarioDocument = {
  id: "small",
  title: "Small",
  description: "One step.\n",
  profile: "generic",
  population: { users: 3, groups: { Staff: [1, "2-3"] } },
  steps: [{ "assign-group": { group: "Staff" }, expect: { created: 3 }, headline: true }],
};

test("what a document leaves out has a default", () => {
  expect(toScenario(SMALL)).toEqual({
    id: "small",
    title: "Small",
    description: "One step.",
    profile: "generic",
    needs: [],
    hooks: [],
    features: [],
    seats: {},
    takes: 0,
    population: {
      users: 3,
      usersOnTarget: 3,
      scalable: false,
      outside: [],
      groups: [{ name: "Staff", members: ["1", "2-3"] }],
    },
    app: {
      createUsers: true,
      updateUserAttributes: true,
      deactivateUsers: true,
      userImport: false,
      importProfileUpdates: false,
      importGroups: false,
      pushGroups: false,
      importInactive: false,
    },
    steps: [{ action: "assign-group", settings: { group: "Staff" }, expect: { created: 3 }, headline: true }],
    defects: [],
  });
});

test("a step without settings has none", () => {
  const document = { ...SMALL, steps: [{ "retry-failed": null, headline: true }] };
  expect(toScenario(document).steps[0]).toEqual({ action: "retry-failed", settings: {}, expect: {}, headline: true });
});

describe("the built-in scenarios", () => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  const validate = ajv.compile<ScenarioDocument>(SCHEMA);

  test.each(FILES)("%s fits its JSON Schema and leads nowhere wrong", async (file) => {
    const document: unknown = parse(await readFile(`fixtures/scenarios/${file}`, "utf8"));
    if (!validate(document)) expect.fail(ajv.errorsText(validate.errors));
    expect(scenarioProblems(document)).toEqual([]);
    expect(`${document.id}.yaml`).toBe(file);
  });

  test("the schema knows exactly the steps that somebody carries out", () => {
    const known = Object.keys(SCHEMA.$defs.step.properties).filter((key) => key !== "expect" && key !== "headline");
    expect(known.toSorted()).toEqual([...OKTA_ACTIONS.keys(), ...RUNNER_ACTIONS.keys()].toSorted());
  });
});

describe("a document is refused when", () => {
  const problemsOf = (change: Partial<ScenarioDocument>): readonly string[] =>
    scenarioProblems({ ...SMALL, ...change }).map(({ path, message }) => `/${path.join("/")} ${message}`);
  const withStep = (step: ScenarioDocument["steps"][number]): readonly string[] => problemsOf({ steps: [step] });

  test("a step names no action, or two", () => {
    expect(withStep({ headline: true })).toEqual(["/steps/0 names no action; a step has one"]);
    expect(withStep({ import: null, "retry-failed": null, headline: true })).toEqual([
      "/steps/0 names two actions, import and retry-failed; a step has one",
    ]);
  });

  test("a step names a group that is not there", () => {
    expect(withStep({ "push-group": { group: "Stuff" }, headline: true })).toEqual([
      "/steps/0/push-group/group names a group that population.groups does not have; it has Staff",
    ]);
  });

  test("somebody is named whom the smallest population does not have", () => {
    expect(withStep({ "assign-users": { people: [1, "3-4"] }, headline: true })).toEqual([
      "/steps/0/assign-users/people names person 4 of a population of 3",
    ]);
    expect(problemsOf({ population: { users: 3, "on-target": 1, groups: { Staff: 2 } } })).toEqual([
      "/population/groups/Staff names person 2 of a population of 1",
    ]);
  });

  test("an expression cannot be read, or asks for an unknown name", () => {
    expect(withStep({ "retry-failed": null, headline: true, expect: { created: "users -" } })).toEqual([
      '/steps/0/expect/created cannot be read: "users -" is no expression: it ends too early',
    ]);
    expect(withStep({ "retry-failed": null, headline: true, expect: { created: "seat.Sales" } })).toEqual([
      "/steps/0/expect/created asks for seat.Sales; there are users, seats, available and bought, and each of the last three by product as in seats.Sales",
    ]);
  });

  test("it has two headlines", () => {
    const step = { "retry-failed": null, headline: true };
    expect(problemsOf({ steps: [step, step] })).toEqual([
      "/steps/1/headline is the second one; a scenario has one at most",
    ]);
  });
});
