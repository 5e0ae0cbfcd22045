import { expect, test } from "vitest";
import { sampleFinding } from "../../finding.fixture.ts";
import type { Finding } from "../../../run.ts";
import type { Gathered } from "../gathered.ts";
import { byFault } from "./by-fault.ts";
import type { KnownFault } from "./known-fault.ts";

const HIT = { which: "", title: "Filters are ignored", advice: "Read them." };

function group(gate: string | null, ...findings: readonly Finding[]): Gathered {
  return { gate, hit: gate === null ? undefined : HIT, findings };
}

function failing(check: string, differences: Partial<Finding> = {}): Finding {
  return sampleFinding(check, differences);
}

function fault(name: string, ...leads: readonly string[]): KnownFault {
  return { name, leads, shows: new Map() };
}

/** Of each group its gate, or who leads, and its checks. */
function told(groups: readonly Gathered[]): readonly (readonly string[])[] {
  return groups.map(({ gate, lead, findings }) => [gate ?? lead?.check ?? "-", ...findings.map(({ check }) => check)]);
}

test("groups that one fault explains become one, and the check that is about the fault leads it", () => {
  const known = fault("no-total", "b");
  const explained = new Map([
    ["a", known],
    ["b", known],
  ]);
  expect(told(byFault([group(null, failing("a")), group(null, failing("b"))], explained))).toEqual([["b", "a", "b"]]);
});

test("a check that only warns does not lead where others fail, as the entry would be hidden as a warning; its words are told", () => {
  const known = fault("no-total", "b");
  const explained = new Map([
    ["a", known],
    ["b", known],
  ]);
  const groups = [group(null, failing("a")), group(null, failing("b", { verdict: "warn", severity: "should" }))];
  const causes = byFault(groups, explained);
  expect(told(causes)).toEqual([["a", "a", "b"]]);
  expect(causes[0]?.teller?.check).toBe("b");
});

test("a group that two faults explain is parted, and what neither explains stays with the larger part", () => {
  const [one, two] = [fault("one", "a"), fault("two", "c")];
  const explained = new Map([
    ["a", one],
    ["b", one],
    ["c", two],
  ]);
  const whole = group(null, failing("a"), failing("b"), failing("c"), failing("d"));
  expect(told(byFault([whole], explained))).toEqual([
    ["a", "a", "b", "d"],
    ["c", "c"],
  ]);
});

test("what a gate explains stays together, and others of its fault come to it and its words", () => {
  const [one, two] = [fault("one", "a"), fault("two", "b")];
  const explained = new Map([
    ["a", one],
    ["b", two],
    ["c", one],
    ["d", one],
  ]);
  const groups = [group("filters-ignored", failing("a"), failing("b"), failing("c")), group(null, failing("d"))];
  expect(told(byFault(groups, explained))).toEqual([["filters-ignored", "a", "b", "c", "d"]]);
});

test("the words of a gate that explains a small part do not stand for the whole", () => {
  const known = fault("one-email-is-an-object", "a");
  const checks = ["a", "b", "c"].map((check) => failing(check));
  const groups = [group(null, ...checks), group("refused", failing("d"))];
  const explained = new Map(["a", "b", "c", "d"].map((check) => [check, known]));
  expect(told(byFault(groups, explained))).toEqual([["a", "a", "b", "c", "d"]]);
});

test("what no known fault explains stays as it was", () => {
  const groups = [group(null, failing("a"), failing("b")), group("refused", failing("c"))];
  expect(told(byFault(groups, new Map()))).toEqual([
    ["-", "a", "b"],
    ["refused", "c"],
  ]);
});
