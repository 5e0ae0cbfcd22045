import { expect, test } from "vitest";
import { SUITES } from "../../suites/index.ts";
import { createFilter, selectSuites } from "./select.ts";

function ids(selection: Partial<Parameters<typeof selectSuites>[1]>): readonly string[] {
  const suites = selectSuites(SUITES, { suites: [], only: [], skip: [], ...selection });
  return suites.flatMap((suite) => [...suite.checks, ...suite.trafficRules].map(({ id }) => id));
}

test("a suite is taken whole, others are left out", () => {
  const found = ids({ suites: ["seats"] });
  expect(found.length).toBeGreaterThan(5);
  expect(found.every((id) => id.startsWith("seats."))).toBe(true);
});

test("a pattern takes any characters for its star, and a dot for a dot only", () => {
  expect(ids({ only: ["users.create.*"] }).every((id) => id.startsWith("users.create."))).toBe(true);
  expect(createFilter({ only: ["a.b"], skip: [] })("axb")).toBe(false);
});

test("what is skipped wins over what is wanted", () => {
  expect(ids({ only: ["users.create.status"], skip: ["users.*"] })).toEqual([]);
});

test("a name that selects nothing is refused, with the near miss", () => {
  expect(() => ids({ suites: ["user"] })).toThrow('There is no suite "user".');
  expect(() => ids({ only: ["users.create.statsu"] })).toThrow(
    expect.objectContaining({ hint: "Did you mean users.create.status?" }),
  );
});

test("ids of scenarios may be known besides", () => {
  const selection = { suites: [], only: ["seat-overflow"], skip: [] };
  expect(selectSuites(SUITES, selection, ["seat-overflow"])).toEqual([]);
});

test.each([
  ["users.delete", "There is no check", "Did you mean 'users.delete.*'?"],
  ["users.delete.", "There is no check", "Did you mean 'users.delete.*'?"],
  ["users.delete.gon", "There is no check", "Did you mean users.delete.gone?"],
  ["nothing.*", "No check matches", "zi-scim-check list shows every check."],
])("--only %s is told what would do", (pattern, message, hint) => {
  expect(() => ids({ only: [pattern] })).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message), hint }),
  );
});
