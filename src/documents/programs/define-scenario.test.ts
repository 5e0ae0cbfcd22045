import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { playOnGround } from "../../engine/scenarios/play/play-on.fixture.ts";
import { Violation } from "../../exchange/violation.ts";
import { runChecks } from "../../run/run-checks.ts";
import { defineScenario } from "./define-scenario.ts";
import { loadScenario } from "../load-scenario.ts";
import { packageRoot } from "../package-root.ts";
import { UsageError } from "../usage-error.ts";

const population = { people: { Ann: { lastName: "Lee" } }, users: 3, groups: { Team: "all" } };

describe("a scenario in TypeScript", () => {
  it("plays a list of steps like a document", async () => {
    const scenario = defineScenario({
      id: "mine",
      population,
      steps: [
        {
          "assign-users": { people: "all but Ann" },
          expect: { created: 2, person: { Ann: { status: "unassigned" } } },
        },
        { "verify-users": { people: [2, 3] }, expect: { active: 3 } },
      ],
    });
    expect(scenario.steps.map(({ headline }) => headline)).toEqual([false, true]);
    const { problems } = await playOnGround(scenario);
    expect(problems).toEqual([expect.stringMatching(/^fail verify people 2 and 3 .*: active is 2 instead of 3/)]);
  });

  it("plays a program, which goes by what came of each step", async () => {
    const told: unknown[] = [];
    const scenario = defineScenario({
      id: "until-all-are-in",
      population,
      play: async ({ step }) => {
        await step({ fault: { on: "POST /Users", answer: 503, times: 4 } });
        let last = await step({ "assign-group": { group: "Team" } });
        while (last.results["failed"] !== 0) last = await step({ "retry-failed": null });
        told.push(last.results["provisioned"], last.verdict);
        await step({ "add-group": { group: "Late" } });
        await step({ "add-to-group": { group: "Late", people: "Ann" }, expect: { requests: 0 } });
      },
    });
    const { result, problems } = await playOnGround(scenario);
    expect(problems).toEqual([]);
    expect(told).toEqual([3, "pass"]);
    expect(result.steps.map(({ step }) => step).slice(1, 4)).toEqual([
      'assign group "Team"',
      "retry failed tasks",
      "retry failed tasks",
    ]);
    expect(result.assignments).toMatchObject({ total: 3, provisioned: 3 });
  });

  it("fails by a violation that the program throws, and is at fault itself for anything else", async () => {
    const throwing = (error: Error): ReturnType<typeof defineScenario> =>
      defineScenario({
        id: "mine",
        population,
        play: () => {
          throw error;
        },
      });
    expect(
      (await playOnGround(throwing(new Violation("too few are in", { expected: ["3"], actual: "2", at: null }))))
        .result,
    ).toMatchObject({
      verdict: "fail",
      reason: "too few are in",
    });
    expect((await playOnGround(throwing(new Error("oops")))).result).toMatchObject({
      verdict: "error",
      reason: "oops",
    });
  });

  it("is refused with all that is wrong with it", () => {
    const declare = (): unknown =>
      defineScenario({
        id: "mine",
        population,
        steps: [{ "assign-users": { people: "Bob" } }, { "push-group": { group: "Taem" } }],
      });
    expect(declare).toThrow(UsageError);
    expect(declare).toThrow(
      /^the scenario mine: \/steps\/0\/assign-users\/people names "Bob".*\nthe scenario mine: \/steps\/1.*"Team"\?$/,
    );
    expect(() => defineScenario({ id: "none", population })).toThrow("has neither steps nor a program that plays them");
  });

  it("tells a wrong step of a program when it comes to it", async () => {
    const play = defineScenario({
      id: "mine",
      population,
      play: async ({ step }) => void (await step({ "push-group": { group: "Taem" } })),
    });
    const { result } = await playOnGround(play);
    expect(result).toMatchObject({ verdict: "error", reason: expect.stringContaining("names a group") });
  });

  it("is played by a run, and held against the profile of its target before anything is sent", async () => {
    const scenario = defineScenario({
      id: "mine",
      profile: "zoominfo",
      population,
      steps: [{ "assign-users": { people: "Ann", attributes: { ziRole: "Admin" } }, expect: { created: 1 } }],
    });
    const options = { checks: false, scenarios: [scenario] };
    await expect(runChecks({ ...options, url: "http://127.0.0.1:9/scim", profile: "generic" })).rejects.toThrow(
      "the scenario mine: /steps/0/assign-users/attributes/ziRole is no attribute of the app in the profile generic",
    );
  });
});

describe("a file of a program", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "programs-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };

  it("exports its scenario as default", async () => {
    const library = join(packageRoot(), "src/documents/programs/define-scenario.ts");
    const text = `import { defineScenario } from ${JSON.stringify(library)};
export default defineScenario({ id: "own", population: { users: 1 }, steps: [{ "assign-users": { people: 1 } }] });\n`;
    expect(await loadScenario(write("own.ts", text))).toMatchObject({ id: "own", steps: [{ action: "assign-users" }] });
  });

  it.each([
    ["none.js", "export const x = 1;\n", /none\.js exports no scenario as default/],
    ["broken.mjs", "export default ;\n", /broken\.mjs cannot be loaded: /],
  ])("is refused when there is none: %s", async (name, text, message) => {
    await expect(loadScenario(write(name, text))).rejects.toThrow(message);
    await expect(loadScenario(join(folder, "missing.ts"))).rejects.toThrow(UsageError);
  });
});
