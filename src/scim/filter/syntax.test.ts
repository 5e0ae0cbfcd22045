import { describe, expect, it } from "vitest";
import { parseFilter } from "./parser.ts";
import { formatFilter } from "./syntax.ts";
import type { CompareOperator, CompareValue, FilterExpression } from "./syntax.ts";

describe("formatFilter", () => {
  it.each([
    ['userName  EQ "bjensen"', 'userName eq "bjensen"'],
    ["(title pr)", "title pr"],
    ["a pr or b pr and c pr", "a pr or b pr and c pr"],
    ["(a pr or b pr) and c pr", "(a pr or b pr) and c pr"],
    ["a pr and (b pr and c pr)", "a pr and (b pr and c pr)"],
    ["NOT(a pr)", "not (a pr)"],
    ['emails[type eq "work"].value eq "a"', 'emails[type eq "work" and value eq "a"]'],
    ["urn:okta:custom:group:1.0:a.b ne null", "urn:okta:custom:group:1.0:a.b ne null"],
    [String.raw`a eq "\u0022\\"`, String.raw`a eq "\"\\"`],
  ])("writes %s as %s", (text, written) => {
    expect(formatFilter(parseFilter(text))).toBe(written);
  });

  it("writes what reads as the same tree, whatever the tree", () => {
    for (let seed = 1; seed <= 2_000; seed += 1) {
      const filter = makeFilter(createRandom(seed), 4, true);
      expect(parseFilter(formatFilter(filter)), formatFilter(filter)).toEqual(filter);
    }
  });
});

type Random = (below: number) => number;

/** A linear congruential generator: the same seed gives the same filters on every machine. */
function createRandom(seed: number): Random {
  let state = seed * 7919;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const NAMES = ["userName", "name.givenName", "emails", "$ref", "and", "not", "a-b_1"] as const;
const URNS = [
  "urn:ietf:params:scim:schemas:core:2.0:User",
  "urn:okta:custom:group:1.0",
  "http://example.com/2.0",
] as const;
const OPERATORS: readonly CompareOperator[] = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];
const VALUES: readonly CompareValue[] = [
  "",
  'q"\\/',
  "é😀\u0001\ud800",
  "a) or [b",
  true,
  false,
  null,
  0,
  -1.5,
  1e21,
  5e-7,
];

function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[random(items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

function makeFilter(random: Random, depth: number, mayHoldValuePath: boolean): FilterExpression {
  const kind = depth === 0 ? random(2) : random(6);
  const inner = (): FilterExpression => makeFilter(random, depth - 1, mayHoldValuePath);
  if (kind === 2) return { kind: "not", filter: inner() };
  if (kind === 3) return { kind: "and", filters: Array.from({ length: 2 + random(2) }, inner) };
  if (kind === 4) return { kind: "or", filters: Array.from({ length: 2 + random(2) }, inner) };
  if (kind === 5 && mayHoldValuePath) {
    return { kind: "valuePath", path: { name: "emails" }, filter: makeFilter(random, depth - 1, false) };
  }
  const path = makePath(random);
  if (kind === 0) return { kind: "present", path };
  return { kind: "compare", path, operator: pick(random, OPERATORS), value: pick(random, VALUES) };
}

function makePath(random: Random): { readonly urn?: string; readonly name: string; readonly sub?: string } {
  const [name = "", sub] = pick(random, NAMES).split(".");
  const path = sub === undefined ? { name } : { name, sub };
  return random(3) === 0 ? { urn: pick(random, URNS), ...path } : path;
}
