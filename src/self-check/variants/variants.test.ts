// That nothing complains about a variant is proven by `npm run self-check`; here its declaration is looked at.
import { expect, test } from "vitest";
import { VARIANTS } from "../../../fixtures/variants/index.ts";
import { SUITES } from "../../../suites/index.ts";
import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { HTTP_SECTIONS } from "../../kit/variant.ts";
import { BUILT_IN_SCENARIOS } from "../../run/scenarios/built-in-scenarios.ts";
import { toPattern } from "../../run/select.ts";

const declared = SUITES.flatMap(({ checks, trafficRules }) => [...checks, ...trafficRules]);

test("each name is kebab-case and stands once", () => {
  const names = VARIANTS.map(({ name }) => name);
  expect(names.filter((name) => !/^[a-z]+(?:-[a-z]+)*$/.test(name))).toEqual([]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("each section that allows a variant has rows in the requirement table, or leaves something open in HTTP", () => {
  const sections = new Set([...REQUIREMENTS.keys()].map((id) => id.replace(/-\d+$/, "")));
  const used = VARIANTS.flatMap(({ allowedBy }) => allowedBy);
  const http: readonly string[] = HTTP_SECTIONS;
  expect(used.filter((section) => !sections.has(section) && !http.includes(section))).toEqual([]);
  expect(HTTP_SECTIONS.filter((section) => sections.has(section) || !used.includes(section))).toEqual([]);
});

test("what a variant names is a check, a traffic rule or a scenario, and a reason stands with it", () => {
  const ids = [...declared.map(({ id }) => id), ...BUILT_IN_SCENARIOS];
  const named = VARIANTS.flatMap(({ name, skips, warns, stumbles }) => {
    const patterns = [...Object.keys(skips), ...Object.keys(warns), ...Object.values(stumbles).flat()];
    return patterns.map((pattern) => ({ name, pattern }));
  });
  expect(named.filter(({ pattern }) => !ids.some((id) => toPattern(pattern).test(id)))).toEqual([]);
  const reasons = VARIANTS.flatMap(({ skips, warns }) => [...Object.values(skips), ...Object.values(warns)]);
  expect(reasons.filter((reason) => reason.trim() === "")).toEqual([]);
});

test("only checks of a vendor's rules may warn or make a feature stumble", () => {
  const ofRfcs = declared.filter(({ clause }) => clause.kind === "requirements").map(({ id }) => id);
  const loud = VARIANTS.flatMap(({ warns, stumbles }) => [...Object.keys(warns), ...Object.values(stumbles).flat()]);
  expect(ofRfcs.filter((id) => loud.some((pattern) => toPattern(pattern).test(id)))).toEqual([]);
});
