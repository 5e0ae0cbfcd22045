import { expect, test } from "vitest";
import { sampleFinding } from "./finding.fixture.ts";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import type { Finding } from "../run.ts";
import { toRequirementResults } from "./requirement-results.ts";

type Told = Pick<Finding, "check" | "verdict" | "judged"> & { readonly requirements: readonly string[] };

function finding({ requirements, ...told }: Told): Finding {
  const clause = { source: "RFC7644", section: "3.3", level: "MUST", requirements, text: "", url: "" };
  return sampleFinding(told.check, { ...told, clause });
}

const [A, B, C] = ["RFC7644-3.3-04", "RFC7644-3.3-05", "RFC7644-3.3-06"] as const;

function resultsOf(...findings: readonly Told[]): readonly (readonly [string, string, readonly string[]])[] {
  return toRequirementResults(REQUIREMENTS, findings.map(finding))
    .filter(({ id }) => [A, B, C].some((known) => known === id))
    .map(({ id, verdict, checks }) => [id, verdict, checks]);
}

test("each of the counted rules is told of, in the order of the table", () => {
  const all = toRequirementResults(REQUIREMENTS, []);
  expect(all).toHaveLength(
    [...REQUIREMENTS.values()].filter((r) => r.observable && r.level !== "MAY").length - notCore(),
  );
  expect(new Set(all.map(({ verdict }) => verdict))).toEqual(new Set(["not judged"]));
});

function notCore(): number {
  return [...REQUIREMENTS.values()].filter((r) => r.observable && r.level !== "MAY" && r.profile !== "core").length;
}

test("a rule is judged only where an answer was held against it", () => {
  expect(resultsOf({ check: "a", verdict: "pass", judged: [A], requirements: [A, B] })).toEqual([
    [A, "pass", ["a"]],
    [B, "not judged", ["a"]],
    [C, "not judged", []],
  ]);
});

test("of a finding that fails only the broken rule fails, and the others that it judged were kept", () => {
  expect(resultsOf({ check: "a", verdict: "fail", judged: [A, B], requirements: [B, A, C] })).toEqual([
    [A, "pass", ["a"]],
    [B, "fail", ["a"]],
    [C, "not judged", ["a"]],
  ]);
});

test("of several findings the gravest counts, and a skip only where there is nothing else", () => {
  expect(
    resultsOf(
      { check: "a", verdict: "skip", judged: [], requirements: [A, B, C] },
      { check: "b", verdict: "pass", judged: [A, B], requirements: [A, B] },
      { check: "c", verdict: "warn", judged: [A], requirements: [A] },
      { check: "d", verdict: "error", judged: [], requirements: [C] },
    ),
  ).toEqual([
    [A, "warn", ["a", "b", "c"]],
    [B, "pass", ["a", "b"]],
    [C, "skip", ["a", "d"]],
  ]);
});
