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
    ["", /mine\.yaml:1:1: the document must be a mapping, not nothing/],
    ["- a\n", /mine\.yaml:1:1: the document must be a mapping, not a list/],
    ["hello\n", /mine\.yaml:1:1: the document must be a mapping, not "hello"/],
    [`${"hello ".repeat(100)}\n`, /the document must be a mapping, not "(hello ){6}hel…"/],
    [`title: ${"x".repeat(99)}\n${"k".repeat(99)}: 1\n`, /the document has the unknown key "k{39}…"/],
  ])("refuses %j", async (text, message) => {
    await expect(loadScenario(write(text))).rejects.toThrow(message);
  });
});
