import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { REPORTERS } from "../../../reports/index.ts";
import type { Suite } from "../../kit/check.ts";
import { on } from "../../kit/defects/on.ts";
import { breaking } from "../../kit/fault.ts";
import { defineCheck } from "../../kit/define-check.ts";
import { verify } from "../../exchange/verify/verify.ts";
import type { Run } from "../../engine/run.ts";
import { runChecks } from "../run-checks.ts";
import { BUILT_IN_SUITES } from "./known-suites.ts";
import { checkOf, ruleOf, suiteOf, trafficRuleOf } from "./own-suites.fixture.ts";

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
const schemaFile = new URL("../../../fixtures/schemas/report.schema.json", import.meta.url);
const isReport = ajv.compile(JSON.parse(readFileSync(schemaFile, "utf8")));

const bad = checkOf({
  id: "acme.users.teapot",
  title: "Acme answers as a teapot",
  run: async (t) => void verify(await t.get("/Users")).status(418),
  defects: { "acme-no-teapot": on("GET /Users").answer(() => new Response(null, { status: 200 })) },
});

function run(suites: readonly (string | Suite)[], more: { only?: readonly string[]; skip?: readonly string[] } = {}) {
  return runChecks({ suites, scenarios: false, profile: "generic", ...more });
}

function verdicts(found: Run): readonly string[] {
  return found.findings.map(({ check, verdict }) => `${check} ${verdict}`);
}

function rendered(found: Run, name: string): string {
  const options = {
    color: false,
    unicode: true,
    width: 80,
    failOn: "must",
    files: [],
    command: "npm run acme",
  } as const;
  return [...(REPORTERS.find((reporter) => reporter.name === name)?.render(found, options) ?? [])].join("");
}

test("the built-in suites are known by name", () => {
  const expected = [
    "discovery",
    "users",
    "groups",
    "schemas",
    "query",
    "protocol",
    "traffic",
    "okta",
    "okta-spec",
    "okta-entitlements",
    "zoominfo",
    "seats",
  ];
  expect(BUILT_IN_SUITES).toEqual(expected);
});

test("a suite of one's own runs beside built-in ones, whatever their order, and is reported after them", async () => {
  const own = suiteOf({ trafficRules: [trafficRuleOf("content-type")] });
  const found = await run([own, "discovery"], { only: ["acme.*", "discovery.*"] });
  expect(verdicts(found).slice(-2)).toEqual(["acme.users.shown pass", "acme.traffic.header pass"]);
  expect(new Set(found.findings.map(({ suite }) => suite))).toEqual(new Set(["discovery", "acme"]));
  expect(found.summary.checks.total).toBe(found.findings.length);
});

test("a suite of one's own runs alone when it is named alone", async () => {
  expect(verdicts(await run([suiteOf()]))).toEqual(["acme.users.shown pass"]);
});

test("patterns choose among one's own checks as among built-in ones", async () => {
  const own = suiteOf({ checks: [checkOf(), bad], trafficRules: [trafficRuleOf("content-type")] });
  const only = await run([own, "users"], { only: ["acme.users.*", "users.create.status"], skip: ["*.teapot"] });
  expect(verdicts(only)).toEqual(["users.create.status pass", "acme.users.shown pass"]);
  await expect(run([own], { only: ["acme.users.teapt"] })).rejects.toMatchObject({
    name: "UsageError",
    hint: "Did you mean acme.users.teapot?",
  });
});

test("a must of one's own fails, a should of one's own warns, and no RFC is said to be exercised by them", async () => {
  const own = suiteOf({ checks: [bad], trafficRules: [trafficRuleOf("x-acme")] });
  const found = await run([own]);
  expect(verdicts(found)).toEqual(["acme.users.teapot fail", "acme.traffic.header warn"]);
  expect(found.findings.map(({ clause }) => clause)).toEqual([
    {
      source: "own",
      section: null,
      level: "MUST",
      requirements: ["ACME-01"],
      text: "Users have a badge.",
      url: "https://acme.example/scim",
    },
    {
      source: "own",
      section: null,
      level: "SHOULD",
      requirements: ["ACME-02"],
      text: "Every answer to a GET has the header x-acme.",
      url: "https://acme.example/scim",
    },
  ]);
  expect(found.summary.requirements.exercised).toBe(0);
  expect(found.summary.checks).toMatchObject({ total: 2, fail: 1, warn: 1 });
});

test("every reporter tells of rules of one's own, and the JSON report is as its schema says", async () => {
  const found = await run([suiteOf({ checks: [checkOf(), bad], trafficRules: [trafficRuleOf("x-acme")] })]);
  expect([isReport(JSON.parse(rendered(found, "json"))), isReport.errors]).toEqual([true, null]);
  const text = rendered(found, "terminal");
  expect(text).toContain("own rule ACME-01 MUST");
  expect(text).toContain("why    Users have a badge. https://acme.example/scim");
  expect(text).not.toContain("zi-scim-check explain");
  expect(rendered(found, "junit")).toContain("rule: own rule ACME-01 MUST: Users have a badge.");
});

test("a check of one's own that is broken itself is told as that", async () => {
  const broken = checkOf({ run: () => Promise.reject(new TypeError("no badge")) });
  const found = await run([suiteOf({ checks: [broken] })]);
  expect(found.findings[0]?.reason).toBe("a fault of the check, not of the target: TypeError: no badge");
  expect(rendered(found, "terminal")).toContain("ERRORS   1 of checks of your own\n  ! acme.users.shown\n");
});

test("a check of one's own may rest on rules of the RFCs, which are exercised then", async () => {
  const check = defineCheck({ ...checkOf(), rule: "RFC7644-3.4.1-01", defects: { "acme-x": on("GET").url(() => {}) } });
  const found = await run([suiteOf({ checks: [check] })]);
  expect(found.findings.map(({ clause }) => [clause.source, clause.level])).toEqual([["RFC7644", "MUST"]]);
  expect(found.summary.requirements.exercised).toBe(1);
});

const wrap = on("GET").url(() => undefined);

test.each<[why: string, suite: Suite, message: string]>([
  ["a suite is named like a built-in one", suiteOf({ id: "users" }), 'There is a built-in suite "users" already.'],
  [
    "a check has the id of a built-in one",
    suiteOf({ checks: [checkOf({ id: "users.create.status" })] }),
    'There is a built-in check or traffic rule "users.create.status" already.',
  ],
  [
    "two checks have one id",
    suiteOf({ checks: [checkOf(), checkOf()] }),
    'Your suites have the check or traffic rule "acme.users.shown" twice.',
  ],
  [
    "a check has the id of one's own traffic rule",
    suiteOf({ checks: [checkOf({ id: "acme.traffic.header" })], trafficRules: [trafficRuleOf("x")] }),
    'Your suites have the check or traffic rule "acme.traffic.header" twice.',
  ],
  [
    "a defect has the name of a built-in one",
    suiteOf({ checks: [checkOf({ defects: { "create-without-location": wrap } })] }),
    'There is a built-in defect "create-without-location" already.',
  ],
  [
    "two checks have a defect of one name",
    suiteOf({ checks: [checkOf(), checkOf({ id: "acme.users.other" })] }),
    'Your suites have the defect "acme-other-name" twice.',
  ],
  ["a suite's id is no word", suiteOf({ id: "Acme Inc." }), '"Acme Inc." cannot be the id of a suite.'],
  ["a suite has no title", suiteOf({ title: "" }), 'The suite "acme" has no title.'],
  [
    "a check's id is no path of words",
    suiteOf({ checks: [checkOf({ id: "shown" })] }),
    '"shown" cannot be the id of a check.',
  ],
  ["a check has no title", suiteOf({ checks: [checkOf({ title: "" })] }), 'The check "acme.users.shown" has no title.'],
  [
    "a check has no advice",
    suiteOf({ checks: [checkOf({ advice: "" })] }),
    'The check "acme.users.shown" has no advice.',
  ],
  [
    "a rule has the id of one of the RFCs",
    suiteOf({ checks: [checkOf({ rule: ruleOf({ id: "RFC7644-3.3-06" }) })] }),
    'There is a built-in rule "RFC7644-3.3-06" already.',
  ],
  [
    "a rule has the id of a vendor's",
    suiteOf({ checks: [checkOf({ rule: ruleOf({ id: "OKTA-deactivate-01" }) })] }),
    'There is a built-in rule "OKTA-deactivate-01" already.',
  ],
  ["a rule has no id", suiteOf({ checks: [checkOf({ rule: ruleOf({ id: "" }) })] }), "A rule of your own has no id."],
  [
    "a rule has no text",
    suiteOf({ checks: [checkOf({ rule: ruleOf({ text: "" }) })] }),
    'The rule "ACME-01" has no text.',
  ],
  [
    "a rule stands nowhere",
    suiteOf({ checks: [checkOf({ rule: ruleOf({ url: "our wiki" }) })] }),
    'The rule "ACME-01" has no web address: "our wiki".',
  ],
  [
    "two rules have one id",
    suiteOf({
      checks: [
        checkOf(),
        checkOf({ id: "acme.b.c", rule: ruleOf({ text: "Users have two." }), defects: { "acme-b": wrap } }),
      ],
    }),
    'Two rules of your own have the id "ACME-01".',
  ],
  [
    "two checks would name their users alike",
    suiteOf({ checks: [checkOf({ id: "acme.a.n396" }), checkOf({ id: "acme.a.n4200", defects: { "acme-b": wrap } })] }),
    'The ids "acme.a.n396" and "acme.a.n4200" have the same short hash',
  ],
  [
    "a rule is optional",
    suiteOf({
      checks: [defineCheck({ ...checkOf(), rule: "RFC7643-2.3.1-01", defects: { "acme-b": wrap } })],
    }),
    'The check "acme.users.shown" cannot rest on its rules: RFC7643-2.3.1-01 is optional (MAY)',
  ],
  [
    "a rule is broken by no defect",
    suiteOf({
      checks: [
        defineCheck({
          ...checkOf(),
          rule: ["RFC7644-3.4.1-01", "RFC7644-3.3-06"],
          defects: { "acme-b": breaking("RFC7644-3.3-06", wrap) },
        }),
      ],
    }),
    'The check "acme.users.shown" rests on RFC7644-3.4.1-01, which none of its defects breaks.',
  ],
  [
    "a defect breaks a rule of another check",
    suiteOf({
      checks: [{ ...checkOf(), defects: [...checkOf().defects, { name: "acme-b", breaks: "RFC7644-3.3-06", wrap }] }],
    }),
    'A defect of the check "acme.users.shown" breaks RFC7644-3.3-06, on which the check does not rest.',
  ],
])("before anything is sent it is refused when %s", async (_, suite, message) => {
  const events: string[] = [];
  const running = runChecks({ suites: [suite], onEvent: ({ type }) => events.push(type) });
  await expect(running).rejects.toMatchObject({ name: "UsageError", message: expect.stringContaining(message) });
  expect(events).toEqual([]);
});
