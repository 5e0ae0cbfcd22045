import { expect, test } from "vitest";
import { largestPlace, selectPeople } from "./scenario-selection.ts";

const STATUSES = ["provisioned", "failed", undefined, "failed", "deprovisioned"] as const;

test.each([
  [["all"], [0, 1, 2, 3, 4]],
  [["last"], [4]],
  [["3"], [2]],
  [["2-4"], [1, 2, 3]],
  [["4-last"], [3, 4]],
  [["failed"], [1, 3]],
  [["provisioned"], [0]],
  [["deprovisioned"], [4]],
  [
    ["4", "1-2", "2"],
    [0, 1, 3],
  ],
  [["4-3"], []],
  [[], []],
])("%j chooses %j", (selection, positions) => {
  expect(selectPeople(selection, { count: 5, statuses: STATUSES })).toEqual(positions);
});

test("nobody has failed before anything is assigned", () => {
  expect(selectPeople(["failed"], { count: 5, statuses: [] })).toEqual([]);
});

test.each(["6", "1-6", "0", "0-2"])("%s is refused in a population of five", (part) => {
  expect(() => selectPeople([part], { count: 5, statuses: [] })).toThrow(
    `"${part}" names people whom a population of 5 does not have`,
  );
});

test.each(["some", "1..3", "-2", ""])("%j does not choose people", (part) => {
  expect(() => selectPeople([part], { count: 5, statuses: [] })).toThrow("does not choose people");
});

test("the largest place is known without a population", () => {
  expect(largestPlace(["all", "3-7", "5", "9-last"])).toBe(9);
  expect(largestPlace(["all", "failed"])).toBe(0);
});
