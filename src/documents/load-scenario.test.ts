import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadScenario } from "./load-scenario.ts";
import { packageRoot } from "./package-root.ts";
import { builtInNames } from "./read-document.ts";
import { UsageError } from "./usage-error.ts";

const ASSIGN = readFileSync(join(packageRoot(), "fixtures/scenarios/assign.yaml"), "utf8");

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scenarios-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(text: string): string {
  const file = join(folder, "mine.yaml");
  writeFileSync(file, text);
  return file;
}

describe("loadScenario", () => {
  it("reads every built-in scenario, in a profile that exists", async () => {
    for (const name of await builtInNames("scenario")) {
      const { id, profile } = await loadScenario(name);
      expect(id).toBe(name);
      expect(await builtInNames("profile")).toContain(profile);
    }
  });

  it("reads a file of the user's own", async () => {
    const scenario = await loadScenario(write(ASSIGN.replace("id: assign", "id: mine")));
    expect(scenario.id).toBe("mine");
    expect(scenario.steps[0]?.action).toBe("test-credentials");
  });

  it.each([
    [
      "population:",
      "popluation:",
      /mine\.yaml:\d+:1: the document has the unknown key "popluation"; did you mean "population"\?/,
    ],
    [
      "profile: zoominfo",
      "profile: zomminfo",
      /mine\.yaml:\d+:10: There is no profile "zomminfo"; did you mean "zoominfo"\?/,
    ],
    [
      "features: [create, update]",
      "features: [create, updates]",
      /mine\.yaml:\d+:20: \/features\/1 names the feature "updates", which no identity provider has; there are create, /,
    ],
    ["  users: 7", "  users: many", /mine\.yaml:\d+:10: \/population\/users must be a whole number, not "many"/],
    [
      "connected: true",
      "conected: true",
      /mine\.yaml:\d+:15: \/steps\/0\/expect has the unknown key "conected"; did you mean "connected"\?/,
    ],
  ])("answers %j written as %j with the place and what is wrong", async (text, replacement, message) => {
    expect(ASSIGN).toContain(text);
    const error: unknown = await loadScenario(write(ASSIGN.replace(text, replacement))).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
  });

  it("needs no title, no description and no headline for a story to try out", async () => {
    const steps = "steps:\n  - test-credentials: {}\n  - assign-users: { people: all }\n";
    const scenario = await loadScenario(write(`id: mine\nprofile: generic\npopulation: { users: 2 }\n${steps}`));
    expect(scenario).toMatchObject({ id: "mine", title: "mine", description: "mine" });
    expect(scenario.steps.map(({ headline }) => headline)).toEqual([false, true]);
  });

  it("tells all that is wrong at once", async () => {
    const wrong = "id: mine\nprofil: generic\npopulation: { users: many }\nsteps:\n  - assign-users: { poeple: all }\n";
    await expect(loadScenario(write(wrong))).rejects.toThrow(
      /profil".*\n.*\/population\/users must be a whole number, not "many"\n.*unknown key "poeple"; did you mean "people"/s,
    );
  });

  it.each([
    ["assign-users: { people: Bob }", '/people names "Bob", whom population.people does not have'],
    ["assign-users: { people: faild }", '/people names "faild", whom .* did you mean "failed"?'],
    ["assign-users: { people: all, products: [Salse] }", '/products/0 is no product of the profile .* mean "Sales"?'],
    ["assign-users: { people: all, attributes: { ziRole: Amdin } }", '/ziRole must be one of User, Admin, not "Amdin"'],
    ["assign-users: { people: all, attributes: { ziRol: x } }", '/ziRol is no attribute of the app .* mean "ziRole"?'],
    ["assign-users: { people: all, attributes: { ziProduct: x } }", "/ziProduct must be a list"],
    ["assign-users: { people: all, attributes: { ziCreditLimit: x } }", "must be of the type integer"],
    ["assign-group: { group: G, attributes: { userName: x } }", "is a personal attribute"],
    [
      "update-profile: { people: Ann, set: { lastNam: x } }",
      '/lastNam is no attribute of the directory .* "lastName"?',
    ],
    ["delete-group: { group: H }", "/group names a group that population.groups does not have; it has G"],
    ["add-group: { group: G }", "/group names a group that is there already"],
    ["fault: { on: /Users }", "/on names no requests: write a method and a path, as in PUT /Users/*"],
    [
      "wait: { seconds: 1 }\n    expect: { created: 1 }",
      "/created is no result of wait, which has requests, notes, person",
    ],
    ["import:\n    expect: { new: { min: 3, max: 1 } }", "/new is a range whose min is above its max"],
    ["import:\n    expect: { message: /(/ }", "/message is no pattern"],
    ["import:\n    expect: { person: { Ann: { active: true } } }", "/active is known by verify-users alone"],
    [
      "verify-users: { people: Ann }\n    expect: { person: { Ann: { attributes: { titel: x } } } }",
      'did you mean "title"?',
    ],
    [
      "verify-users: { people: Ann }\n    expect: { person: { Ann: { attributes: { name.given: x } } } }",
      "name does not have",
    ],
  ])("refuses the step %j with its line", async (step, message) => {
    const population = "population: { people: { Ann: { lastName: Lee } }, groups: { G: Ann } }";
    const written = write(`profile: zoominfo\n${population}\nsteps:\n  - ${step}\n`);
    const error: unknown = await loadScenario(written).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UsageError);
    const pattern = message.replaceAll(/[()?[\]]/g, "\\$&").replaceAll("/*", "/\\*");
    expect(String(Object(error).message)).toMatch(
      new RegExp(`^[^\\n]*mine\\.yaml:[45]:\\d+: [^\\n]*${pattern}[^\\n]*$`),
    );
  });

  it("takes the document that docs/scenarios.md shows", async () => {
    const text = readFileSync(join(packageRoot(), "docs/scenarios.md"), "utf8");
    const shown = /```yaml\n(.*?)```/s.exec(text)?.[1] ?? "";
    expect(await loadScenario(write(shown))).toMatchObject({ id: "mine", features: ["create"], takes: 4 });
  });

  it("takes what is for runs and for the self-check in a part of its own, or at the top, and never in both", async () => {
    const rest = "population: { users: 1 }\nsteps:\n  - assign-users: { people: all }\n";
    const parted = await loadScenario(
      write(`run: { takes: 1, needs: [seats] }\nself-check: { defects: [x] }\n${rest}`),
    );
    expect(parted).toMatchObject({ id: "mine", profile: "generic", takes: 1, needs: ["seats"], defects: ["x"] });
    expect(await loadScenario(write(`takes: 1\n${rest}`))).toMatchObject({ takes: 1 });
    await expect(loadScenario(write(`takes: 1\nrun: { takes: 2 }\n${rest}`))).rejects.toThrow(
      /mine\.yaml:2:15: \/run\/takes stands at the top too/,
    );
  });

  it("tells what is wrong with the shape, the meaning and the profile at once, in the order of the lines", async () => {
    const wrong = "profile: nowhere\npopulation: { users: 2 }\nsteps:\n  - assign-users: { people: 3 }\n  - wait: {}\n";
    await expect(loadScenario(write(wrong))).rejects.toThrow(
      /:1:10: There is no profile "nowhere".*\n.*:4:29: .*person 3 of a population of 2\n.*:5:11: .*lacks the key "seconds"/s,
    );
  });

  it.each([
    ["", /mine\.yaml:1:1: the document must be a mapping, not nothing/],
    ["- a\n", /mine\.yaml:1:1: the document must be a mapping, not a list/],
    ["hello\n", /mine\.yaml:1:1: the document must be a mapping, not "hello"/],
    [`${"hello ".repeat(100)}\n`, /the document must be a mapping, not "(hello ){6}hel…"/],
    [`title: ${"x".repeat(99)}\n${"k".repeat(99)}: 1\n`, /the document has the unknown key "k{39}…"/],
  ])("refuses %j", async (text, message) => {
    await expect(loadScenario(write(text))).rejects.toThrow(message);
  });
});
