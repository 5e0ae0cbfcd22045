import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scenarioWords } from "./scenario-words.ts";

test("a scenario goes by its name, and nothing more has to be said", async () => {
  expect(await scenarioWords({})).toEqual({});
  expect(await scenarioWords({ scenario: ["assign", "no-such-one"] })).toEqual({});
});

test("--users goes only with a scenario that takes a number of people", async () => {
  expect(await scenarioWords({ scenario: ["import", "seat-overflow"], users: "20" })).toEqual({
    import: "--scenario import",
    "seat-overflow": "--scenario seat-overflow --users 20",
  });
});

test("a document of the user's own goes by its path", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "zi words ")), "story.yaml");
  copyFileSync(new URL("../../../fixtures/scenarios/assign.yaml", import.meta.url), path);
  expect(await scenarioWords({ scenario: [path] })).toEqual({ assign: `--scenario '${path}'` });
});
