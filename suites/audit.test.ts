import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { claimedIds } from "../src/exchange/clause.ts";
import { SUITES } from "./index.ts";

const FOLDER = new URL("../docs/audit/", import.meta.url);
const DECLARED = SUITES.flatMap(({ checks, trafficRules }) => [...checks, ...trafficRules]);

/** One row of the audit: what was judged of a declaration. */
interface AuditRow {
  readonly check: string;
  readonly rules: readonly string[];
  readonly dangers: string;
  readonly defects: readonly string[];
  readonly judgement: string;
}

function readRows(): readonly AuditRow[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".md"))
    .flatMap((file) => readFileSync(new URL(file, FOLDER), "utf8").split("\n"))
    .filter((line) => /^\| *`?[a-z-]+\.[a-z-]/.test(line))
    .map((line) => {
      const [check = "", rules = "", dangers = "", defects = "", judgement = ""] = line
        .split(/(?<!\\)\|/)
        .slice(1)
        .map((cell) => cell.trim());
      return { check: names(check).join(), rules: names(rules), dangers, defects: names(defects), judgement };
    });
}

function names(cell: string): readonly string[] {
  return cell.match(/[\w.-]*\w/g) ?? [];
}

const ROWS = readRows();

test("every check and traffic rule has been audited once", () => {
  expect(ROWS.map(({ check }) => check).toSorted()).toEqual(DECLARED.map(({ id }) => id).toSorted());
});

describe.each(ROWS)("$check", ({ check, rules, dangers, defects, judgement }) => {
  const declared = DECLARED.find(({ id }) => id === check);

  test("the rules are those that it rests on", () => {
    expect(rules).toEqual(declared && claimedIds(declared.clause));
  });

  test("what could break it is said, and shown by defects that it must notice", () => {
    const known = [...(declared?.defects.map(({ name }) => name) ?? []), ...alsoOf(declared)];
    expect(dangers).not.toBe("");
    expect(defects).not.toEqual([]);
    expect(defects.filter((name) => !known.includes(name))).toEqual([]);
    expect(judgement).toMatch(/^(?:right|mended: \S.*|de-claimed: \S.*)$/);
  });
});

function alsoOf(declared: (typeof DECLARED)[number] | undefined): readonly string[] {
  return declared !== undefined && "also" in declared ? (declared.also ?? []) : [];
}
