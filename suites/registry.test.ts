import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { claimedIds } from "../src/exchange/clause.ts";
import type { VendorClause } from "../src/exchange/clause.ts";
import { severityOf } from "../src/engine/checks/requirements.ts";
import { toNames } from "../src/engine/checks/context/test-names.ts";
import { SUITES } from "./index.ts";
import { REQUIREMENTS } from "./requirements/index.ts";

const SCENARIOS = new URL("../fixtures/scenarios/", import.meta.url);
const rules = SUITES.flatMap((suite) =>
  [...suite.checks, ...suite.trafficRules].map((rule) => ({ suite: suite.id, rule })),
);
const defects = rules.flatMap(({ rule }) => rule.defects.map((defect) => ({ rule, defect })));
const vendorClauses = rules.flatMap(({ rule }) => (rule.clause.kind === "vendor" ? [rule.clause] : []));

describe("the registry", () => {
  test("has no id twice", () => {
    expect(twice(rules.map(({ rule }) => rule.id))).toEqual([]);
    expect(twice(SUITES.map(({ id }) => id))).toEqual([]);
  });

  test("has no two checks that name their resources alike", () => {
    const nameOf = (scope: string): string =>
      toNames({ runId: "abcd2345", seed: 1, scope, label: "1", domain: "example.com" }).name;
    expect(twice(rules.map(({ rule }) => nameOf(rule.id)))).toEqual([]);
  });

  test("has no defect name twice", () => {
    expect(twice(defects.map(({ defect }) => defect.name))).toEqual([]);
  });

  test.each(scenarioFiles())("has every defect that %s names", (file) => {
    const scenario: unknown = parse(readFileSync(new URL(file, SCENARIOS), "utf8"));
    const names = new Set(defects.map(({ defect }) => defect.name));
    const named: readonly string[] = Object(scenario).defects ?? [];
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe.each(rules.map(({ suite, rule }) => [rule.id, suite, rule] as const))("%s", (id, suite, rule) => {
  test("has a well-formed id that starts with the suite's", () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)?(\.[a-z0-9]+(-[a-z0-9]+)*){2,}$/);
    expect(id.split(".")[0]).toBe(suite);
  });

  test("has a title and an advice of sane length", () => {
    expect(rule.title).toMatch(/^\S.{14,158}[^\s.]$/);
    expect(rule.advice).toMatch(/^\S.{28,318}[.]$/);
  });

  test("rests on rules of one severity that can be observed", () => {
    expect(["must", "should"]).toContain(severityOf(rule.clause, REQUIREMENTS));
    if (rule.clause.kind === "vendor") return;
    const hidden = rule.clause.requirements.filter((claimed) => REQUIREMENTS.get(claimed)?.observable !== true);
    expect(hidden).toEqual([]);
  });

  test("has a defect for every rule that it rests on, and none for another", () => {
    const broken = new Set(rule.defects.map(({ breaks }) => breaks));
    expect([...broken].toSorted()).toEqual([...claimedIds(rule.clause)].toSorted());
  });

  test("has defects with well-formed names", () => {
    for (const { name } of rule.defects) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
  });
});

describe("vendor clauses", () => {
  test("say one thing under one id", () => {
    const texts = new Map<string, VendorClause>();
    for (const clause of vendorClauses)
      expect(texts.get(clause.id) ?? clause).toEqual(texts.set(clause.id, clause).get(clause.id));
  });

  test.each(vendorClauses.map((clause) => [clause.id, clause] as const))("%s is well formed", (id, clause) => {
    expect(id).toMatch(/^(OKTA|ZOOMINFO)-[a-z]+(-[a-z]+)*-\d\d$/);
    expect(clause.url).toMatch(/^https:\/\/[a-z]/);
    expect(clause.seen).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(clause.requirement).toMatch(/^\S.{20,260}[.]$/);
  });
});

function scenarioFiles(): readonly string[] {
  return readdirSync(SCENARIOS).filter((file) => file.endsWith(".yaml"));
}

function twice(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
