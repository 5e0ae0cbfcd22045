import { expect, test } from "vitest";
import { rfc } from "../../exchange/clause.ts";
import type { VendorClause } from "../../exchange/clause.ts";
import { REQUIREMENTS as requirements } from "../../../suites/requirements/index.ts";
import { ownRule } from "../../kit/rule.ts";
import { severityOf, toFindingClause } from "./requirements.ts";

const vendor: VendorClause = {
  kind: "vendor",
  id: "OKTA-test-01",
  source: "Okta",
  requirement: "A rule.",
  url: "https://example.com/rule",
  seen: "2026-11-24",
  standing: "documented",
};

test("the table holds the 385 core rules that a client can observe and that are not MAY", () => {
  const rules = [...requirements.values()];
  expect(rules.filter((r) => r.observable && r.profile === "core" && r.level !== "MAY")).toHaveLength(385);
});

test("a MUST by keyword or prose is must", () => {
  expect(severityOf(rfc("RFC7643-2.1-01"), requirements)).toBe("must");
  expect(severityOf(rfc("RFC7643-2.1-02", "RFC7643-2.3.2-01"), requirements)).toBe("must");
});

test("a SHOULD, and a MUST in doubt, are should", () => {
  expect(requirements.get("RFC7643-2.3-01")?.level).toBe("SHOULD NOT");
  expect(severityOf(rfc("RFC7643-2.3-01"), requirements)).toBe("should");
  expect(requirements.get("RFC7643-2.3.7-02")).toMatchObject({ level: "MUST", doubt: true });
  expect(severityOf(rfc("RFC7643-2.3.7-02"), requirements)).toBe("should");
});

test("of rules of two weights the broken one decides, and the gravest when none is named", () => {
  const mixed = rfc("RFC7643-2.3-01", "RFC7643-2.1-01");
  expect(severityOf(mixed, requirements)).toBe("must");
  expect(severityOf(mixed, requirements, "RFC7643-2.3-01")).toBe("should");
  expect(severityOf(mixed, requirements, "RFC7643-2.1-01")).toBe("must");
  expect(toFindingClause(mixed, requirements, "RFC7643-2.1-01")).toMatchObject({
    section: "2.1",
    level: "MUST",
    requirements: ["RFC7643-2.1-01", "RFC7643-2.3-01"],
  });
  expect(() => severityOf(mixed, requirements, "RFC7643-2.1-02")).toThrow("is none of the rules");
});

test("an unknown rule is refused by the compiler, and by its id where nothing was compiled", () => {
  // @ts-expect-error the table has no such row
  const unknown = rfc("RFC7644-9.9-99");
  expect(() => severityOf(unknown, requirements)).toThrow("there is no requirement RFC7644-9.9-99");
});

test("an optional rule can carry no check", () => {
  expect(requirements.get("RFC7642-1-01")?.level).toBe("MAY");
  expect(() => severityOf(rfc("RFC7642-1-01"), requirements)).toThrow("optional");
});

test("what a vendor documents or does is must, what is inferred is should", () => {
  expect(severityOf(vendor, requirements)).toBe("must");
  expect(severityOf({ ...vendor, standing: "observed" }, requirements)).toBe("must");
  expect(severityOf({ ...vendor, standing: "inferred" }, requirements)).toBe("should");
});

test("a finding names the first rule, its section and where to read it", () => {
  expect(toFindingClause(rfc("RFC7643-2.1-01", "RFC7643-2.1-02"), requirements)).toEqual({
    source: "RFC7643",
    section: "2.1",
    level: "MUST",
    requirements: ["RFC7643-2.1-01", "RFC7643-2.1-02"],
    text: 'Attribute names start with a letter and continue with letters, digits, "$", "-" or "_".',
    url: "https://www.rfc-editor.org/rfc/rfc7643#section-2.1",
  });
});

test("the section of a rule is the one that it is found in, whatever its id says", () => {
  expect(toFindingClause(rfc("RFC7644-3.3-09"), requirements)).toMatchObject({ section: "3.12" });
});

test("a finding of a vendor's rule names the vendor and its standing", () => {
  expect(toFindingClause(vendor, requirements)).toEqual({
    source: "Okta",
    section: null,
    level: "documented",
    requirements: ["OKTA-test-01"],
    text: "A rule.",
    url: "https://example.com/rule",
  });
});

test.each([
  ["must", "MUST"],
  ["should", "SHOULD"],
] as const)("a rule of one's own that is a %s is shown as a %s", (severity, level) => {
  const rule = ownRule({ id: "ACME-01", text: "Users have a badge.", url: "https://acme.example/scim", severity });
  expect(severityOf(rule, requirements)).toBe(severity);
  expect(toFindingClause(rule, requirements)).toEqual({
    source: "own",
    section: null,
    level,
    requirements: ["ACME-01"],
    text: "Users have a badge.",
    url: "https://acme.example/scim",
  });
});
