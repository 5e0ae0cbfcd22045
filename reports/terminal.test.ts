import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import type { RenderOptions } from "../src/engine/report/reporter.ts";
import type { Run } from "../src/engine/run.ts";
import { FAILING_RUN, INTERRUPTED_RUN } from "./sample-failing-run.test.ts";
import { exchange, finding, scenario, step } from "./sample-parts.test.ts";
import { PASSING_RUN } from "./sample-passing-run.test.ts";
import { terminal } from "./terminal.ts";
import { textWidth } from "./terminal/text/text-width.ts";

const OPTIONS: RenderOptions = {
  color: false,
  unicode: true,
  width: 80,
  failOn: "must",
  files: ["junit.xml"],
  command: 'zi-scim-check "$SCIM_URL" --profile okta --seed 7',
};

function render(run: Run, differences: Partial<RenderOptions> = {}): string {
  return [...terminal.render(run, { ...OPTIONS, ...differences })].join("");
}

function withChecks(counts: Partial<Run["summary"]["checks"]>, run: Run = PASSING_RUN): Run {
  return { ...run, summary: { ...run.summary, checks: { ...run.summary.checks, ...counts } } };
}

describe("the whole report, as it was looked at", () => {
  test.each([
    ["failing-60", FAILING_RUN, { width: 60 }],
    ["failing-80", FAILING_RUN, {}],
    ["failing-80-ascii", FAILING_RUN, { unicode: false }],
    ["failing-200", FAILING_RUN, { width: 200 }],
    ["passing-80", PASSING_RUN, {}],
    ["interrupted-80", INTERRUPTED_RUN, {}],
  ])("%s", async (name, run, differences) => {
    await expect(render(run, differences)).toMatchFileSnapshot(`terminal/expected/${name}.txt`);
  });
});

test.each([60, 80, 100, 200])("at %i columns no line but one to be copied is longer", (width) => {
  for (const run of [FAILING_RUN, PASSING_RUN, INTERRUPTED_RUN]) {
    const long = render(run, { width })
      .split("\n")
      .filter((line) => textWidth(line) > width);
    expect(long.filter((line) => !line.includes('"$SCIM_URL/Users?') && !line.includes('"schemas":['))).toEqual([]);
  }
});

test("colours add nothing but colours", () => {
  for (const run of [FAILING_RUN, PASSING_RUN]) {
    const colored = render(run, { color: true });
    expect(colored).toContain("\u001b[31m✗\u001b[39m");
    expect(stripVTControlCharacters(colored)).toBe(render(run));
  }
});

test("without Unicode everything is ASCII, names from the target included", () => {
  const run = { ...FAILING_RUN, findings: [finding("users.a", { verdict: "skip", reason: "Zoë → 日本 “x”…" })] };
  expect(render(FAILING_RUN, { unicode: false })).toMatch(/^[\x20-\x7e\n]*$/);
  expect(render(run, { unicode: false })).toContain('Zo\\xeb -> \\u65e5\\u672c "x"...');
});

test("text from the target cannot act on the terminal", () => {
  const evil = "\u001b[2J\u001b]8;;http://evil\u0007\u009b31m\u202eevil\r\nsecond line\u0000";
  const run: Run = {
    ...FAILING_RUN,
    run: { ...FAILING_RUN.run, notes: [evil] },
    findings: [
      finding("users.a", {
        verdict: "fail",
        cause: "users.a",
        reason: evil,
        advice: evil,
        mismatch: { expected: [evil], actual: evil, at: `/${evil}` },
        decisive: 1,
        exchanges: [1],
      }),
      finding("users.b", { verdict: "warn", cause: "users.b", reason: evil }),
      finding("users.c", { verdict: "skip", reason: evil }),
      finding("users.d", { verdict: "error", reason: evil }),
    ],
    scenarios: [
      scenario("assign", {
        verdict: "fail",
        reason: evil,
        steps: [
          step(evil, {
            verdict: "fail",
            reason: evil,
            notes: [evil],
            assignments: {
              total: 1,
              provisioned: 0,
              failed: 1,
              users: [{ userName: evil, status: "failed", error: evil }],
            },
          }),
        ],
      }),
    ],
    exchanges: [exchange(1, { method: "POST", body: { userName: evil } }, { body: evil })],
  };
  // oxlint-disable-next-line no-control-regex
  expect(render(run)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(render(run)).toContain("\\x1b[2J\\x1b]8;;http://evil\\x07\\x9b31m\\u202eevil second line\\x00");
});

test("with --fail-on should, warnings are failures", () => {
  const text = render(FAILING_RUN, { failOn: "should" });
  expect(text).toContain("FAILURES   6 causes, 9 checks\n");
  expect(text).not.toContain("WARNINGS");
});

test("a warning with the cause of a failure points to it, and the cause lists it", () => {
  const found = { mismatch: { expected: ["false"], actual: "true", at: "/active" }, cause: "users.fails" };
  const run = {
    ...FAILING_RUN,
    findings: [
      finding("users.fails", { ...found, verdict: "fail", reason: "the user stays active" }),
      finding("users.warns", { ...found, verdict: "warn", reason: "the user is listed as active" }),
    ],
  };
  const text = render(run);
  expect(text).toContain("    RFC only   RFC 7644 §3.3 MUST   1 check, 1 warning\n");
  expect(text).toContain("  ! users.warns  the user is listed as active → 1   RFC 7644 §3.3 MUST\n");
});

test("a cause behind very many checks names the first ones, and the command runs the first alone", () => {
  const lead = { verdict: "fail", reason: "POST /Users answers 500", cause: "a.one" } as const;
  const many = Array.from({ length: 40 }, (_, i) => finding(`suite-${i}.one`, lead));
  const text = render({ ...FAILING_RUN, findings: [finding("a.one", lead), ...many] });
  expect(text).toContain("1 ✗ POST /Users answers 500\n");
  expect(text).toContain("    and 17 more, named in the JSON report\n");
  expect(text).toContain("--profile okta --seed 7 --only a.one\n");
});

test("errors of the tool stand apart and are no failures", () => {
  const findings = [
    finding("users.a", { verdict: "error", reason: "a fault of zi-scim-check, not of the target: TypeError: x" }),
  ];
  const text = render(withChecks({ error: 1 }, { ...PASSING_RUN, findings }));
  expect(text).toContain(
    "ERRORS   1 of the tool itself, please report them\n  ! users.a\n      a fault of zi-scim-check, not of the target: TypeError: x\n",
  );
  expect(text).not.toContain("FAILURES");
});

test("a run in which most checks judged nothing says so before everything else", () => {
  const text = render(withChecks({ total: 10, skip: 6, pass: 4 }));
  expect(text.split("\n\n")[1]).toContain("! 6 of 10 checks judged nothing: this run says little about the target.");
});

test("a finding whose exchange is not recorded is told without it", () => {
  const text = render({ ...FAILING_RUN, exchanges: [] });
  expect(text).toContain("2 ✗ PATCH active:false answers 200, but the user stays active\n");
  expect(text).not.toContain("curl");
});

test("a request that came to nothing shows why", () => {
  const lost = {
    ...exchange(1, {}),
    response: null,
    failure: { kind: "timeout", message: "no answer within 10 s" },
  } as const;
  const failed = finding("users.a", {
    verdict: "fail",
    cause: "users.a",
    reason: "no answer",
    decisive: 1,
    exchanges: [1],
  });
  expect(render({ ...FAILING_RUN, findings: [failed], exchanges: [lost] })).toMatch(
    /GET +no answer within 10 s +12 ms +#1\n/,
  );
});

test("very many reasons to skip are told as the most frequent and a number", () => {
  const findings = "abcdefghijklmn"
    .split("")
    .map((letter) => finding(`users.${letter}`, { verdict: "skip", reason: `there is no ${letter}` }));
  const text = render({
    ...PASSING_RUN,
    findings: [...findings, finding("users.z", { verdict: "skip", reason: "there is no n" })],
  });
  expect(text).toContain("SKIPPED   1\n  2  there is no n\n  1  there is no a\n");
  expect(text).toContain("  1  there is no k\n  2  for 2 other reasons, told in the JSON report\n");
});

test("a URL in a reason is told as people read it", () => {
  const found = {
    verdict: "fail",
    cause: "users.a",
    reason: "GET /Users?filter=userName%20eq%20%22ann%22 answers 500",
  } as const;
  expect(render({ ...FAILING_RUN, findings: [finding("users.a", found)] })).toContain(
    '1 ✗ GET /Users?filter=userName eq "ann" answers 500\n',
  );
});
