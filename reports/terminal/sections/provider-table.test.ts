import { expect, test } from "vitest";
import type { RenderOptions } from "../../../src/engine/report/reporter.ts";
import type { Run } from "../../../src/engine/run.ts";
import { FAILING_RUN, INTERRUPTED_RUN } from "../../sample-failing-run.test.ts";
import { PASSING_RUN } from "../../sample-passing-run.test.ts";
import { terminal } from "../../terminal.ts";

const OPTIONS: RenderOptions = {
  color: false,
  unicode: true,
  width: 80,
  failOn: "must",
  files: [],
  command: "zi-scim-check",
};

/** The row of `create` where all its checks passed and nothing is said to work. */
function rowOf(differences: Partial<Run["run"]>): string | undefined {
  const okta = { ...PASSING_RUN.summary.providers["okta"], create: "not tested" } as const;
  const run = {
    ...PASSING_RUN,
    run: { ...PASSING_RUN.run, ...differences },
    summary: { ...PASSING_RUN.summary, providers: { okta } },
  };
  return [...terminal.render(run, OPTIONS)]
    .join("")
    .split("\n")
    .find((line) => line.startsWith("  create "));
}

test("what passed in a run that did not come to its end is cut short, not untested without a reason", () => {
  expect(rowOf({ interrupted: true })).toMatch(/not tested .* cut short$/);
  expect(rowOf({ lost: "https://scim.example.com/v2 has not answered" })).toMatch(/not tested .* cut short$/);
  expect(rowOf({})).not.toContain("cut short");
});

test("what no check was about is not called cut short", () => {
  const rows = [...terminal.render(INTERRUPTED_RUN, OPTIONS)].join("").split("\n");
  expect(rows.find((line) => line.startsWith("  import "))).toMatch(/not tested +0 +0 +0$/);
});

test("a feature that only a scenario breaks says so, also where its name does not fit", () => {
  const run = { ...FAILING_RUN, findings: [], causes: [] };
  const rowIn = (width: number): string | undefined =>
    [...terminal.render(run, { ...OPTIONS, width })]
      .join("")
      .split("\n")
      .find((line) => line.startsWith("  deactivate "));
  expect(rowIn(120)).toMatch(/fails .* → scenario deactivate$/);
  expect(rowIn(76)).toMatch(/fails .* {3}by scenario$/);
  expect(rowIn(60)).toMatch(/fails +0 +0 +0$/);
});
