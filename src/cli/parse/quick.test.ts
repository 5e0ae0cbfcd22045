import { expect, test } from "vitest";
import { parseRunWords } from "../run-words.ts";
import { toSelection } from "./to-run-options.ts";

test.each([
  ["--only", "okta.*"],
  ["--skip", "okta.*"],
  ["--suite", "okta"],
  ["--scenario", "assign"],
  ["--users", "20"],
  ["--max-failures", "3"],
  ["--no-suites", ""],
])("--quick and %s exclude each other", async (flag, value) => {
  const words = ["--quick", flag, ...(value === "" ? [] : [value])];
  await expect(parseRunWords(words, {})).rejects.toMatchObject({
    name: "UsageError",
    message: `--quick and ${flag} exclude each other: a quick run gives the provider's table as a whole.`,
  });
});

test("--quick alone is a run of its own, as it is with --no-scenarios", async () => {
  expect((await parseRunWords(["--quick"], {})).runOptions).toMatchObject({ quick: true, scenarios: false });
  expect((await parseRunWords(["--quick", "--no-scenarios"], {})).runOptions.quick).toBe(true);
  expect(toSelection({ scenarios: true, suites: true })).not.toHaveProperty("quick");
});
