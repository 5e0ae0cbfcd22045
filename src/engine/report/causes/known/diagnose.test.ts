import { expect, test } from "vitest";
import type { Verdict } from "../../../run.ts";
import { diagnose } from "./diagnose.ts";
import type { KnownFault } from "./known-fault.ts";

function fault(name: string, leads: string, shows: Readonly<Record<string, string>>): KnownFault {
  return { name, leads: leads.split(" "), shows: new Map(Object.entries(shows)) };
}

/** What a run found: the marks of what fails, and what passes. */
function explainedBy(
  marks: Readonly<Record<string, string>>,
  known: readonly KnownFault[],
  passing: readonly string[] = [],
): Readonly<Record<string, string>> {
  const failing = Object.keys(marks).map((check): [string, Verdict] => [check, "fail"]);
  const verdicts = new Map([...failing, ...passing.map((check): [string, Verdict] => [check, "pass"])]);
  const found = diagnose({ verdicts, marks: new Map(Object.entries(marks)) }, known);
  return Object.fromEntries([...found].map(([check, { name }]) => [check, name]));
}

const NO_TOTAL = fault("no-total", "total", { total: "a", page: "b", import: "c" });

test("what a fault shows when it is alone is put down to it", () => {
  expect(explainedBy({ total: "a", page: "b", import: "c" }, [NO_TOTAL])).toEqual({
    total: "no-total",
    page: "no-total",
    import: "no-total",
  });
});

test("a fault is not believed where no check that is about it shows it", () => {
  expect(explainedBy({ page: "b", import: "c" }, [NO_TOTAL])).toEqual({});
});

test("a fault is not believed where most of its pattern passes", () => {
  expect(explainedBy({ total: "a" }, [NO_TOTAL], ["page", "import"])).toEqual({});
});

test("what another fault hides does not speak against one", () => {
  expect(explainedBy({ total: "a" }, [NO_TOTAL])).toEqual({ total: "no-total" });
});

test("a check that finds something else is not put down to the fault", () => {
  expect(explainedBy({ total: "a", page: "z", import: "c" }, [NO_TOTAL])).toEqual({
    total: "no-total",
    import: "no-total",
  });
});

test("two faults keep what each of them shows, and the one that explains more has what both show", () => {
  const small = fault("small", "case", { case: "x", import: "c" });
  expect(explainedBy({ total: "a", page: "b", import: "c", case: "x" }, [small, NO_TOTAL])).toEqual({
    total: "no-total",
    page: "no-total",
    import: "no-total",
    case: "small",
  });
});

test("of two faults that explain as much the one whose whole pattern is there is believed", () => {
  const wider = fault("wider", "total", { total: "a", page: "b", import: "c", more: "d" });
  expect(explainedBy({ total: "a", page: "b", import: "c" }, [wider, NO_TOTAL])["page"]).toBe("no-total");
});

test("a fault whose own checks are all explained by another one is not named beside it", () => {
  const part = fault("part", "page", { page: "b", other: "y" });
  expect(explainedBy({ total: "a", page: "b", import: "c" }, [part, NO_TOTAL])["page"]).toBe("no-total");
});
