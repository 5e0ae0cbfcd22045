import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allDefects } from "../cli/commands/defects.ts";
import { ALL_SUITES } from "../run/suites/all-suites.ts";
import { KNOWN_FAULTS_FILE, loadKnownFaults, writeKnownFaults } from "./known-faults.ts";

test("what is written is read again", () => {
  const faults = [
    {
      name: "no-total",
      leads: ["b"],
      shows: new Map([
        ["b", "x1"],
        ["a", "alone"],
      ]),
    },
    {
      name: "no-page",
      leads: ["a", "b"],
      shows: new Map([
        ["a", "y2"],
        ["b", "z3"],
      ]),
    },
  ];
  expect(loadKnownFaults(writeKnownFaults(faults))).toEqual(faults);
});

test("the file is as the tool writes it", () => {
  expect(writeKnownFaults(loadKnownFaults())).toBe(readFileSync(KNOWN_FAULTS_FILE, "utf8"));
});

test("the leads of a known fault are checks; of a defect of the registry such as must notice it", () => {
  const noticedBy = new Map(allDefects().map((known) => [known.defect.name, known.noticedBy]));
  const checks = ALL_SUITES.flatMap((suite) => [...suite.checks, ...suite.trafficRules]).map(({ id }) => id);
  const strangers = loadKnownFaults().filter(
    ({ name, leads }) => !leads.every((lead) => (noticedBy.get(name) ?? checks).includes(lead)),
  );
  expect(strangers.map(({ name }) => name)).toEqual([]);
});

test("nearly every defect of the registry is known by its pattern: npm run causes -- --learn writes the file anew", () => {
  const known = new Set(loadKnownFaults().map(({ name }) => name));
  const unknown = allDefects().filter(({ defect }) => !known.has(defect.name));
  // Some show only when the tool is asked for more than by default, or end the run.
  expect(unknown.length).toBeLessThan(allDefects().length / 12);
});
