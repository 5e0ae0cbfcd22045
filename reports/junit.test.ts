import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import type { RenderOptions } from "../src/engine/report/reporter.ts";
import type { Run } from "../src/engine/run.ts";
import { junit } from "./junit.ts";
import { FAILING_RUN } from "./sample-failing-run.test.ts";
import { finding, scenario, step } from "./sample-parts.test.ts";
import { PASSING_RUN } from "./sample-passing-run.test.ts";

const OPTIONS: RenderOptions = {
  color: false,
  unicode: true,
  width: 80,
  failOn: "must",
  files: [],
  command: 'zi-scim-check "$SCIM_URL" --seed 7',
};

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

function render(run: Run, differences: Partial<RenderOptions> = {}): string {
  return [...junit.render(run, { ...OPTIONS, ...differences })].join("");
}

/** Parsed by another implementation, in document order. */
function parse(xml: string): Element {
  expect(XMLValidator.validate(xml)).toBe(true);
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseAttributeValue: false,
    parseTagValue: false,
    trimValues: false,
    ignoreDeclaration: true,
    htmlEntities: true,
  });
  const [root] = (parser.parse(xml) as readonly Node[]).map(toElement).filter(({ name }) => name !== "#text");
  if (root === undefined) throw new Error("no root element");
  return root;
}

type Node = Readonly<Record<string, unknown>>;

function toElement(node: Node): Element {
  const name = Object.keys(node).find((key) => key !== ":@") ?? "";
  if (name === "#text") return { name, attributes: {}, children: [], text: String(node[name]) };
  const children = (node[name] as readonly Node[]).map(toElement);
  const text = children.map((child) => child.text).join("");
  const attributes = (node[":@"] ?? {}) as Readonly<Record<string, string>>;
  return { name, attributes, children: children.filter((child) => child.name !== "#text"), text };
}

function named(element: Element, name: string): readonly Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...named(child, name)]);
}

function caseOf(root: Element, check: string): Element {
  const found = named(root, "testcase").find(({ attributes }) => attributes["name"]?.startsWith(`${check} — `));
  if (found === undefined) throw new Error(`no test case of ${check}`);
  return found;
}

test.each([
  ["failing", FAILING_RUN],
  ["passing", PASSING_RUN],
])("the %s run has the attributes and the order of elements that CI servers expect", (_, run) => {
  const root = parse(render(run));
  expect(root.name).toBe("testsuites");
  expect(Object.keys(root.attributes)).toEqual(["name", "tests", "failures", "errors", "skipped", "time"]);
  for (const suite of root.children) {
    expect(suite.name).toBe("testsuite");
    expect(Object.keys(suite.attributes)).toEqual(
      "name tests failures errors skipped time timestamp hostname".split(" "),
    );
    expect(suite.attributes["timestamp"]).toBe("2026-11-24T05:50:00");
    expect(suite.attributes["time"]).toMatch(/^\d+\.\d{3}$/);
    const [properties, ...cases] = suite.children;
    expect(properties?.children.map(({ name }) => name)).toEqual(Array.from({ length: 11 }, () => "property"));
    for (const testCase of cases) {
      expect(testCase.name).toBe("testcase");
      expect(Object.keys(testCase.attributes)).toEqual(["classname", "name", "time"]);
      expect(testCase.children.map(({ name }) => name).join(" ")).toMatch(/^(failure|error|skipped)?( ?system-out)?$/);
    }
  }
});

test.each([
  ["failing", FAILING_RUN],
  ["passing", PASSING_RUN],
])("the counts of the %s run are those of its elements, in every suite and in all", (_, run) => {
  const root = parse(render(run));
  for (const element of [root, ...root.children]) {
    const { tests, failures, errors, skipped } = element.attributes;
    expect(Number(tests)).toBe(named(element, "testcase").length);
    expect(Number(failures)).toBe(named(element, "failure").length);
    expect(Number(errors)).toBe(named(element, "error").length);
    expect(Number(skipped)).toBe(named(element, "skipped").length);
  }
});

test("the failing run has a suite for each of its suites and one for the scenarios", () => {
  const root = parse(render(FAILING_RUN));
  expect(root.attributes).toMatchObject({ tests: "25", failures: "7", errors: "0", skipped: "6", time: "38.214" });
  expect(
    root.children.map(({ attributes }) => [attributes["name"], attributes["tests"], attributes["failures"]]),
  ).toEqual([
    ["users", "11", "5"],
    ["query", "4", "1"],
    ["errors", "1", "0"],
    ["okta", "1", "0"],
    ["groups", "4", "0"],
    ["seats", "1", "0"],
    ["scenarios", "3", "1"],
  ]);
  expect(root.children[0]?.attributes).toMatchObject({ hostname: "scim.example.com", skipped: "0", time: "0.132" });
});

test("a failure says what was expected and found, where, why, and how to run it again", () => {
  const failed = caseOf(parse(render(FAILING_RUN)), "users.deactivate.patch");
  expect(failed.attributes).toEqual({
    classname: "zi-scim-check.users",
    name: "users.deactivate.patch — PATCH active:false deactivates the user",
    time: "0.012",
  });
  const [failure] = failed.children;
  expect(failure?.attributes).toEqual({
    message: "PATCH active:false answers 200, but the user stays active",
    type: "RFC7644-3.5.2.3-01",
  });
  expect(failure?.text.split("\n")).toEqual([
    "PATCH active:false answers 200, but the user stays active",
    "expected: false",
    "found: true",
    "at: /active",
    'fix: Read "active" as a boolean and as the string "False" (Okta sends both), and store it before you answer.',
    "rule: RFC 7644 §3.5.2.3 MUST: A rule in our own words.",
    "breaks in Okta: deactivate",
    "exchanges: #117 #118 #119",
    "why: zi-scim-check explain users.deactivate.patch",
    'again: zi-scim-check "$SCIM_URL" --seed 7 --only users.deactivate.patch',
  ]);
});

test("a warning passes with a note, and fails with --fail-on should", () => {
  const lenient = caseOf(parse(render(FAILING_RUN)), "users.etag.weak");
  expect(lenient.children.map(({ name }) => name)).toEqual(["system-out"]);
  expect(lenient.text).toContain("warning: GET /Users/{id} answers without an ETag");
  const strict = parse(render(FAILING_RUN, { failOn: "should" }));
  expect(caseOf(strict, "users.etag.weak").children.map(({ name }) => name)).toEqual(["failure"]);
  expect(strict.attributes["failures"]).toBe("10");
});

test("a failure stays one with --fail-on never", () => {
  const root = parse(render(FAILING_RUN, { failOn: "never" }));
  expect(caseOf(root, "users.create.location").children.map(({ name }) => name)).toEqual(["failure"]);
});

test("a skip and an error of the tool say why", () => {
  const run = {
    ...FAILING_RUN,
    findings: [
      finding("users.a", { verdict: "skip", reason: "there is no PATCH" }),
      finding("users.b", { verdict: "error", reason: "a fault of zi-scim-check: TypeError: x" }),
    ],
  };
  const root = parse(render(run));
  expect(caseOf(root, "users.a").children[0]).toMatchObject({
    name: "skipped",
    attributes: { message: "there is no PATCH" },
  });
  expect(caseOf(root, "users.b").children[0]).toMatchObject({
    name: "error",
    attributes: { message: "a fault of zi-scim-check: TypeError: x", type: "zi-scim-check" },
    text: "a fault of zi-scim-check: TypeError: x",
  });
});

test("a scenario tells its steps and counts, and the step that failed", () => {
  const overflow = caseOf(parse(render(PASSING_RUN)), "seat-overflow");
  expect(overflow.attributes["classname"]).toBe("zi-scim-check.scenarios");
  expect(overflow.text.trim().split("\n")).toEqual([
    "in the profile okta",
    'pass: assign group "Sales Users"; 100 provisioned, 20 failed',
    "pass: buy 20 seats of Sales",
    "pass: retry 20 failed; 120 provisioned, 0 failed",
  ]);
  const [failure] = caseOf(parse(render(FAILING_RUN)), "deactivate").children;
  expect(failure?.text.split("\n")).toEqual([
    "after unassigning, 2 of 2 users are still active on the target",
    "step: unassign 2 people",
    "expected: active: 0",
    "found: active: 2",
    'again: zi-scim-check "$SCIM_URL" --seed 7 --scenario deactivate',
  ]);
});

test("the suites tell the verdict, which a selection does not give about the whole, and how much was exercised", () => {
  const properties = (run: Run): Readonly<Record<string, string | undefined>> =>
    Object.fromEntries(
      named(parse(render(run)), "property").map(({ attributes }) => [attributes["name"], attributes["value"]]),
    );
  expect(properties(PASSING_RUN)).toMatchObject({
    verdict: "conforms at MUST",
    exercised: "318 of 370 observable requirements exercised",
  });
  const selective = { ...PASSING_RUN, run: { ...PASSING_RUN.run, selective: true } };
  expect(properties(selective)["verdict"]).toBe("5 checks and 2 scenarios passed");
  expect(render(selective)).not.toContain("conforms");
});

test("hostile text comes back as it was, but for characters that XML cannot hold", () => {
  const reason = `]]> <b a='1' & "2"> &amp; 👩‍👩‍👧 Zoë\ttab\r\nline \u0000\u0008\u001b[31m\ud800x\udfff\uffff end`;
  const readable = `]]> <b a='1' & "2"> &amp; 👩‍👩‍👧 Zoë\ttab\r\nline [31mx end`;
  const hostile = finding("users.a", {
    verdict: "fail",
    title: reason,
    reason,
    mismatch: { expected: [reason], actual: reason, at: `/${reason}` },
  });
  const xml = render({ ...FAILING_RUN, findings: [hostile], scenarios: [scenario("assign", { title: reason })] });
  // oxlint-disable-next-line no-control-regex
  expect(xml).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
  const root = parse(xml);
  const [failure] = caseOf(root, "users.a").children;
  expect(decode(failure?.attributes["message"])).toBe(readable);
  expect(decode(failure?.text)).toContain(`found: ${readable}\nat: /${readable}`);
  expect(decode(caseOf(root, "assign").attributes["name"])).toBe(`assign — ${readable}`);
});

/** The parser leaves numeric references to whoever reads them. */
function decode(text: string | undefined): string | undefined {
  return text?.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

test("no request or response body and no header is in the document", () => {
  const xml = render(FAILING_RUN);
  expect(xml).not.toContain("zsc-4f2a-ann");
  expect(xml).not.toContain("authorization");
});

test("where only the provider counts, what breaks none of its features passes with a note, and its scenarios fail", () => {
  const cases = named(parse(render(FAILING_RUN, { failOn: "okta" })), "testcase");
  const caseOf = (id: string): Element | undefined =>
    cases.find(({ attributes }) => attributes["name"]?.startsWith(id));
  const failed = cases.filter((one) => named(one, "failure").length > 0);
  expect(failed.map(({ attributes }) => attributes["name"]?.split(" ")[0])).toEqual([
    "users.create.location",
    "users.deactivate.patch",
    "users.deactivate.string-false",
    "users.deactivate.reads-back",
    "users.deactivate.lists-inactive",
    "deactivate",
  ]);
  expect(caseOf("query.page.start-index-zero")?.text).toMatch(/^\s*RFC only: startIndex=0 answers 400/);
});

test("a run that claims nothing does not look like one that passed", () => {
  const untested = { okta: { create: "not tested", deactivate: "not tested" } } as const;
  const scenarios = { total: 0, pass: 0, fail: 0, skip: 0, error: 0 };
  const summary = { ...PASSING_RUN.summary, scenarios, providers: untested };
  const silent = { ...PASSING_RUN, scenarios: [], summary };
  expect(render(silent)).not.toContain("<error");
  const [error] = named(parse(render(silent, { failOn: "okta" })), "error");
  expect(error?.attributes["message"]).toBe("nothing is claimed, as nothing about Okta was judged");
});

test("a finding names the steps of scenarios in which it was seen, and a scenario what it skipped and broke", () => {
  const found = finding("okta.answers.replace", {
    verdict: "fail",
    steps: [{ scenario: "assign", step: "update the profile of person 1" }],
  });
  const steps = [
    step("update the profile of person 1", { breaches: ["okta.answers.replace"] }),
    step("buy seats", { verdict: "skip", reason: "there is no hook" }),
  ];
  const scenarios = [scenario("assign", { reason: "1 of 2 steps skipped: there is no hook", steps })];
  const root = parse(render({ ...FAILING_RUN, findings: [found], scenarios }));
  expect(named(caseOf(root, "okta.answers.replace"), "failure")[0]?.text).toContain(
    "in scenario assign: update the profile of person 1\n",
  );
  const output = named(caseOf(root, "assign"), "system-out")[0]?.text ?? "";
  expect(output).toContain("passed, 1 of 2 steps skipped: there is no hook\n");
  expect(output).toContain("pass: update the profile of person 1; its answers break okta.answers.replace\n");
  expect(output).toContain("skip: buy seats; there is no hook");
});
