import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { json } from "../../reports/json.ts";
import { FAILING_RUN } from "../../reports/sample-failing-run.test.ts";
import { loadRun } from "./load-run.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zsc-run-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const OPTIONS = { color: false, unicode: true, width: 80, failOn: "must", files: [], command: "zi-scim-check" };
const SAVED = [...json.render(FAILING_RUN, OPTIONS)].join("");

function save(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test("a run that was saved comes back as it was", async () => {
  expect(await loadRun(save("run.json", SAVED))).toEqual(JSON.parse(JSON.stringify(FAILING_RUN)));
});

test.each([
  ["nowhere.json", undefined, "nowhere.json does not exist."],
  ["", undefined, "cannot be read."],
  ["cut.json", SAVED.slice(0, 500), "cut.json holds no JSON, or not all of it."],
  ["empty.json", "", "empty.json holds no JSON, or not all of it."],
  ["package.json", '{"name":"x","version":"1.0.0"}', "package.json is no report of a run."],
  ["list.json", "[]", "list.json is no report of a run."],
  [
    "later.json",
    SAVED.replace('"schemaVersion": 1', '"schemaVersion": 2'),
    "has the schemaVersion 2, and only 1 is known.",
  ],
  [
    "other.json",
    SAVED.replace('"severity": "must"', '"severity": "may"'),
    'is not as its schema says: /findings/0/severity must be one of "must", "should", not "may"',
  ],
])("%s is refused in one sentence that says what is wrong with it", async (name, text, message) => {
  const path = text === undefined ? join(folder, name) : save(name, text);
  await expect(loadRun(path)).rejects.toThrow(message);
  await expect(loadRun(path)).rejects.toHaveProperty("name", "UsageError");
});
