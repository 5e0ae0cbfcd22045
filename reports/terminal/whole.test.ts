import { expect, test } from "vitest";
import type { RenderOptions } from "../../src/engine/report/reporter.ts";
import type { Finding, Run } from "../../src/engine/run.ts";
import { FAILING_RUN } from "../sample-failing-run.test.ts";
import { exchange, finding, scenario } from "../sample-parts.test.ts";
import { PASSING_RUN } from "../sample-passing-run.test.ts";
import { terminal } from "../terminal.ts";
import { textWidth } from "./text/text-width.ts";

const OPTIONS: RenderOptions = {
  color: false,
  unicode: true,
  width: 80,
  failOn: "must",
  files: [],
  command: "npx zi-scim-check https://scim.example.com/v2 --seed 7",
};

function render(run: Run, differences: Partial<RenderOptions> = {}): string {
  return [...terminal.render(run, { ...OPTIONS, ...differences })].join("");
}

/** Seven causes, of which the last two break nothing in Okta. */
function sevenCauses(): Run {
  const findings = Array.from({ length: 7 }, (_, index): Finding => {
    const check = `users.number-${index + 1}`;
    return finding(check, {
      verdict: "fail",
      cause: check,
      reason: `reason ${index + 1}`,
      breaks: index < 5 ? { okta: ["create"] } : {},
      mismatch: { expected: ["status 201"], actual: "status 200", at: null },
      exchanges: [index + 1],
      decisive: index + 1,
    });
  });
  const exchanges = findings.map(({ check }, index) => ({
    ...exchange(index + 1, { method: "GET", url: `https://scim.example.com/v2/Users/${index}` }),
    cause: { kind: "check", id: check } as const,
  }));
  return { ...FAILING_RUN, findings, exchanges, scenarios: [] };
}

test("the table and the verdict stand first, before what fails, and last", () => {
  const lines = render(FAILING_RUN).split("\n");
  const at = (start: string): readonly number[] =>
    lines.flatMap((line, index) => (line.startsWith(start) ? [index] : []));
  const [failures = 0] = at("FAILURES");
  const [first = 0, last = 0] = at("✗ does not conform");
  expect(at("OKTA").filter((line) => line < failures)).toHaveLength(1);
  expect(at("OKTA").filter((line) => line > failures)).toHaveLength(1);
  expect(first).toBeLessThan(failures);
  expect(last).toBe(lines.length - 2);
});

test("a run of which there is nothing to tell shows the table once", () => {
  const text = render({ ...PASSING_RUN, findings: [finding("users.a")], scenarios: [] });
  expect(text.match(/^OKTA/gm)).toHaveLength(1);
  expect(text.match(/^✓ conforms/gm)).toHaveLength(1);
});

test("what breaks the provider comes before the rest, each under a heading of its own", () => {
  const text = render(sevenCauses());
  expect(text).toContain("FAILURES   7 causes, 7 checks\nwhat breaks Okta   5 causes\n\n1 ✗ reason 1\n");
  expect(text).toContain("\n\nRFC only   2 causes\n\n6 ✗ reason 6\n");
  const ofVendors = sevenCauses().findings.map((one) => ({ ...one, clause: { ...one.clause, section: null } }));
  expect(render({ ...sevenCauses(), findings: ofVendors })).toContain("\nwhat breaks no feature of Okta   2 causes\n");
});

test("the first five causes have a script, the rest the command that shows it", () => {
  const text = render(sevenCauses());
  expect(text.match(/SCIM_URL=/g)).toHaveLength(5);
  expect(text.match(/^ {4}more {3}/gm)).toHaveLength(2);
  expect(text).toContain("    more   zi-scim-check explain users.number-7 --from run.json\n");
  expect(text).toContain("--reporter json=run.json writes the file.\n");
  const saved = render(sevenCauses(), { saved: "out dir/scim.json" });
  expect(saved).toContain("    more   zi-scim-check explain users.number-7 --from 'out dir/scim.json'\n");
  expect(saved).not.toContain("writes the file");
});

test("the answer of the reference server stands beside, unless it says no more than what was expected", () => {
  const [first, ...others] = sevenCauses().findings;
  if (first === undefined) throw new Error("there is no finding");
  const reference = { status: 201, headers: {}, body: { userName: "ann" } };
  const text = render({ ...sevenCauses(), findings: [{ ...first, reference }, ...others] });
  expect(text).toContain(
    [
      "    asked the same, the reference server answers (-), and the target (+)",
      "    - status 201",
      "    + status 200",
      '    - {"userName":"ann"}',
      "    + nothing",
    ].join("\n"),
  );
  expect(text.match(/asked the same/g)).toHaveLength(1);
});

test.each([
  [40, 28],
  [60, 25],
  [80, 24],
])("--brief is one screen of %i columns: table, causes with their fixes, verdict", (width, most) => {
  const text = render(sevenCauses(), { brief: true, width });
  const lines = text.trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(most);
  expect(lines.filter((line) => textWidth(line) > width)).toEqual([]);
  expect(text).toMatch(/\n1 ✗ reason 1 {2}\(create\)(\n {4}| {2})→ Follow the rule\.\n/);
  expect(lines.at(-1)).toMatch(/^✗ does not conform/);
  expect(text).not.toMatch(/curl|again|SCIM_URL|explain/);
});

test("--brief counts what it has no room for, and tells scenarios that failed", () => {
  const many = Array.from({ length: 30 }, (_, index) => {
    const check = `users.number-${index}`;
    return finding(check, { verdict: "fail", cause: check, reason: `reason ${index} ${"long ".repeat(40)}` });
  });
  const text = render({ ...FAILING_RUN, findings: many }, { brief: true });
  const shown = text.match(/^ ?\d+ ✗ /gm)?.length ?? 0;
  expect(text).toContain(`\nand ${31 - shown} more; the report without --brief tells all\n`);
  const played = { ...FAILING_RUN, findings: [], scenarios: [scenario("assign", { verdict: "fail", reason: "no" })] };
  expect(render(played, { brief: true })).toContain("\n✗ scenario assign  no\n");
});

test("a feature and a scenario that were played in another profile say so", () => {
  const text = render(PASSING_RUN, { width: 100 });
  expect(text).toMatch(/ {2}group-push {2}✓ works +0 +0 +1 +by scenario, profile okta\n/);
  expect(text).toContain("  ✓ group-push     Groups are pushed (in the profile okta)\n");
  expect(render(PASSING_RUN, { width: 60 })).toMatch(/ {2}group-push {2}✓ works .*\n {4}in the profile okta\n/);
  const same = { ...PASSING_RUN, run: { ...PASSING_RUN.run, profile: "okta" } };
  expect(render(same, { width: 100 })).not.toContain("profile okta)");
});

test("where lines are too short for the counts the table shows the verdicts alone", () => {
  const text = render(PASSING_RUN, { width: 40 });
  expect(text).toContain("OKTA\n  create      ✓ works\n");
  const table = text.slice(text.indexOf("OKTA"), text.indexOf("\n\n", text.indexOf("OKTA"))).split("\n");
  expect(table.filter((line) => textWidth(line) > 40)).toEqual([]);
});
