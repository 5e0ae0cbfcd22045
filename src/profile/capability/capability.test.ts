import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Json } from "../../scim/json.ts";
import type { CapabilityStatus } from "./capability.ts";
import { CAPABILITIES, capabilityOf, declaredOf, isPresent } from "./index.ts";

const NOTHING = { serviceProviderConfig: undefined, resourceTypes: undefined, schemas: undefined };
const names = CAPABILITIES.map(({ name }) => name);

/** The capabilities that a JSON Schema of ours names. */
function namedBy(file: string, ...path: readonly string[]): readonly string[] {
  const text = readFileSync(new URL(`../../../fixtures/schemas/${file}`, import.meta.url), "utf8");
  const schema: unknown = JSON.parse(text);
  const found = path.reduce((value, name) => Object(value)[name], schema);
  return Array.isArray(found) ? found.map(String) : Object.keys(Object(found));
}

function statusOf(name: string, target: object): string | undefined {
  const facts = { target: { ...NOTHING, ...target }, hasSeats: false };
  return CAPABILITIES.find((capability) => capability.name === name)?.advertised(facts);
}

test("the schemas of reports and profiles know these capabilities and no others", () => {
  expect(namedBy("report.schema.json", "$defs", "capabilities", "properties")).toEqual(names);
  expect(namedBy("report.schema.json", "$defs", "capabilities", "required")).toEqual(names);
  expect(namedBy("profile.schema.json", "properties", "capabilities", "properties")).toEqual(names);
});

test.each(CAPABILITIES.map((capability) => [capability.name, capability] as const))(
  "%s says nothing of a target that tells nothing",
  (name, { advertised, title, absence }) => {
    const isOfProfile = name === "uniqueEmail" || name === "seats";
    expect(advertised({ target: NOTHING, hasSeats: false })).toBe(isOfProfile ? "absent" : "unknown");
    expect(`${title}. ${absence}.`).toMatch(/^\S+.*\. \S{2,}.*[^.]\.$/);
  },
);

test("what ServiceProviderConfig says of a feature counts, when it says yes or no", () => {
  expect(statusOf("sort", { serviceProviderConfig: { sort: { supported: true } } })).toBe("advertised");
  expect(statusOf("sort", { serviceProviderConfig: { sort: { supported: false } } })).toBe("absent");
  expect(statusOf("sort", { serviceProviderConfig: { sort: { supported: "true" } } })).toBe("unknown");
  expect(statusOf("groups", { resourceTypes: [{ endpoint: "Groups/" }] })).toBe("advertised");
  expect(statusOf("enterprise", { schemas: [] })).toBe("absent");
});

const list = { schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], totalResults: 0 };
const everybody = { ...list, resources: [{ id: "1" }] };

function refusal(detail: string): object {
  return { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "400", detail };
}

test.each([
  ["groups", { status: 200, body: list }, "found"],
  ["groups", { status: 201, body: {} }, "found"],
  ["groups", { status: 404, body: undefined }, "absent"],
  ["groups", { status: 405, body: undefined }, "absent"],
  ["groups", { status: 403, body: refusal("Groups are not supported.") }, "absent"],
  ["groups", { status: 403, body: undefined }, "unclear"],
  ["groups", { status: 500, body: undefined }, "unclear"],
  ["groups", { status: 200, body: [] }, "unclear"],
  ["groups", { status: 200, body: "<html>" }, "unclear"],
  ["groups", { status: 0, body: undefined }, "unclear"],
  ["filter", { status: 200, body: list }, "found"],
  ["filter", { status: 200, body: everybody }, "unclear"],
  ["filter", { status: 404, body: undefined }, "unclear"],
  ["filter", { status: 400, body: refusal("Syntax error at @.") }, "unclear"],
  ["filter", { status: 400, body: refusal("Filtering is not supported.") }, "absent"],
  ["filter", { status: 501, body: undefined }, "absent"],
  ["groupFilter", { status: 404, body: undefined }, "unclear"],
  ["groupFilter", { status: 400, body: refusal("This endpoint doesn't support filters.") }, "absent"],
  ["patch", { status: 204, body: undefined }, "found"],
  ["patch", { status: 405, body: undefined }, "absent"],
  ["patch", { status: 501, body: undefined }, "absent"],
  ["patch", { status: 403, body: refusal("PATCH is not yet implemented.") }, "absent"],
  ["patch", { status: 400, body: refusal("A value without a path is not supported.") }, "unclear"],
  ["patch", { status: 400, body: undefined }, "unclear"],
  ["patch", { status: 404, body: undefined }, "unclear"],
  ["groupPatch", { status: 500, body: undefined }, "unclear"],
] as const)("the probe of %s reads %o as %s", (name, answer, expected) => {
  const probe = CAPABILITIES.find((capability) => capability.name === name)?.probe;
  const body: Json | undefined = JSON.parse(JSON.stringify(answer.body ?? null));
  expect(probe?.read({ status: answer.status, body })).toBe(expected);
});

test("what a profile says of a feature holds for groups where it says nothing of them", () => {
  expect(declaredOf({ patch: false }, capabilityOf("groupPatch"))).toBe(false);
  expect(declaredOf({ patch: false, groupPatch: true }, capabilityOf("groupPatch"))).toBe(true);
  expect(declaredOf({ groupFilter: false }, capabilityOf("filter"))).toBeUndefined();
});

test("whatever no target denies is tried", () => {
  expect(["advertised", "found", "unclear"].map((status) => isPresent(status as CapabilityStatus))).not.toContain(
    false,
  );
  expect(["absent", "unknown"].map((status) => isPresent(status as CapabilityStatus))).not.toContain(true);
});
