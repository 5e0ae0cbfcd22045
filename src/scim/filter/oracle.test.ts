import { filter as toTest, parse } from "scim2-parse-filter";
import type { Filter as TheirFilter } from "scim2-parse-filter";
import { describe, expect, it } from "vitest";
import { formatAttributePath } from "../attribute-path.ts";
import { USER_SCHEMA } from "../schema/core/user.ts";
import { compileFilter } from "./match.ts";
import { parseFilter } from "./parser.ts";
import type { FilterExpression } from "./syntax.ts";
import type { JsonObject } from "../json.ts";
import type { ResourceSchema } from "../schema/resource-schema.ts";

const SCHEMA: ResourceSchema = { core: USER_SCHEMA, extensions: [] };
const matches = (text: string, resource: JsonObject): boolean => compileFilter(parseFilter(text), SCHEMA)(resource);
const matchesTheirs = (text: string, resource: JsonObject): boolean => toTest(parse(text))(resource);

const ORDINARY = [
  'userName eq "ann"',
  'userName Eq "ann"',
  `name.familyName co "O'Malley"`,
  'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "a"',
  "title pr",
  'meta.lastModified ge "2011-05-13T04:42:34Z"',
  "active eq true",
  "active ne false",
  "title eq null",
  "level gt 5",
  "level le -1.5",
  "a pr or b pr and c pr",
  "(a pr or b pr) and c pr",
  "a pr and b pr and c pr",
  "a pr or b pr or c pr",
  "a pr and b pr or c pr and d pr",
  "a pr or (b pr or c pr)",
  "not (a pr)",
  "not (a pr) and b pr",
  "a pr and not (b pr or c pr)",
  'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
  'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
  'emails[not (type eq "home") and (primary eq true or value pr)]',
  String.raw`title eq "a \"quoted\" word"`,
];

describe("scim2-parse-filter reads as we do", () => {
  it.each(ORDINARY)("%s", (text) => {
    expect(toTheirs(parseFilter(text))).toEqual(parse(text));
  });
});

const PEOPLE: readonly JsonObject[] = [
  { userName: "ann", title: "boss", active: true, emails: [{ value: "ann@x.org", type: "work", primary: true }] },
  {
    userName: "anna",
    title: "guide",
    active: false,
    emails: [
      { value: "anna@x.org", type: "home" },
      { value: "a@y.org", type: "work" },
    ],
  },
  { userName: "bob", title: "guide", active: true, emails: [{ value: "bob@y.org", type: "home" }] },
];

const TERMS = [
  'userName eq "ann"',
  'userName sw "ann"',
  'userName ew "b"',
  'userName co "nn"',
  'userName gt "anna"',
  'userName le "ann"',
  'title eq "guide"',
  'title ne "guide"',
  "active eq true",
  "title pr",
  'emails.type eq "work"',
  'emails.value co "y.org"',
  'emails[type eq "work" and value co "y.org"]',
  'emails[type eq "home" or value sw "ann"]',
];

describe("scim2-parse-filter decides as we do", () => {
  it("for every pair of terms, and their negations", () => {
    for (const [first, second, word] of TERMS.flatMap((a) =>
      TERMS.flatMap((b) => [
        [a, b, "and"],
        [a, b, "or"],
      ]),
    )) {
      for (const text of [
        `${first} ${word} ${second}`,
        `not (${first}) ${word} ${second}`,
        `not (${first} ${word} ${second})`,
      ]) {
        const found = PEOPLE.filter((person) => matches(text, person));
        expect(found, text).toEqual(PEOPLE.filter((person) => matchesTheirs(text, person)));
      }
    }
  });
});

describe("where scim2-parse-filter is wrong", () => {
  const anna: JsonObject = {
    userName: "Anna",
    title: 'line\nbreak "A"',
    nickName: "",
    emails: [
      { value: "anna@work.org", type: "work" },
      { value: "anna@home.org", type: "home" },
    ],
    meta: { lastModified: "2011-05-13T04:42:34Z" },
  };

  it.each<readonly [string, boolean, string]>([
    ['emails[type eq "work"].value eq "anna@home.org"', false, "it takes the value of another element"],
    [String.raw`title eq "line\nbreak \u0022A\u0022"`, true, "it leaves escapes as they are"],
    ['userName eq "anna"', true, "it ignores caseExact"],
    ['emails co "work.org"', true, "it does not know that emails stands for emails.value"],
    ['meta.lastModified eq "2011-05-13T06:42:34+02:00"', true, "it compares dates as text"],
    ['displayName ne "x"', true, "it finds an absent value identical to anything"],
    ["nickName pr", false, "it takes an empty string for a value"],
  ])("%s: %s, as %s", (text, expected) => {
    expect(matches(text, anna)).toBe(expected);
    expect(matchesTheirs(text, anna)).toBe(!expected);
  });

  it("orders booleans, which is to be refused (RFC 7644 table 3)", () => {
    expect(() => matches("active gt false", { active: true })).toThrow(
      expect.objectContaining({ scimType: "invalidFilter" }),
    );
    expect(matchesTheirs("active gt false", { active: true })).toBe(true);
  });

  it("refuses $ref, which RFC 7643 section 2.4 defines", () => {
    expect(parseFilter("groups.$ref pr")).toEqual({ kind: "present", path: { name: "groups", sub: "$ref" } });
    expect(() => parse("groups.$ref pr")).toThrow("unexpected token");
  });
});

function toTheirs(filter: FilterExpression): TheirFilter {
  switch (filter.kind) {
    case "compare":
      return { op: filter.operator, attrPath: formatAttributePath(filter.path), compValue: filter.value };
    case "present":
      return { op: "pr", attrPath: formatAttributePath(filter.path) };
    case "not":
      return { op: "not", filter: toTheirs(filter.filter) };
    case "valuePath":
      return { op: "[]", attrPath: formatAttributePath(filter.path), valFilter: toTheirs(filter.filter) };
    case "and":
    case "or":
      return { op: filter.kind, filters: filter.filters.map(toTheirs) };
  }
}
