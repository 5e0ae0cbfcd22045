import { describe, expect, it } from "vitest";
import { BARBARA, SCHEMA } from "./filter.fixture.ts";
import { compileFilter } from "./match.ts";
import { parseFilter } from "./parser.ts";
import type { JsonObject } from "../json.ts";

describe("letter case", () => {
  it.each([
    ['USERNAME eq "BJensen"', true],
    ['Emails.Value ew "EXAMPLE.COM"', true],
    ['name.familyName co "o\'MALL"', true],
    ['id eq "2819c223-AAAA"', true],
    ['id eq "2819c223-aaaa"', false],
    ['externalId sw "ext"', false],
    ['externalId sw "Ext"', true],
    ['code co "bC"', true],
    ['code co "bc"', false],
    ['meta.resourceType eq "user"', false],
    ['schemas eq "URN:ietf:params:scim:schemas:core:2.0:user"', true],
    ['photos.value eq "https://example.com/photo"', false],
    ['photos.value eq "https://example.com/Photo"', true],
    ['x509Certificates.value eq "miidqz"', false],
    ['x509Certificates eq "MIIDQz"', true],
    ['userType gt "employed"', true],
    ['userType gt "EMPLOYED"', true],
    ['code gt "Aaa"', true],
    ['code gt "aaa"', false],
  ])("%s: %s", (filter, expected) => {
    expect(matches(filter)).toBe(expected);
  });
});

describe("values by type", () => {
  it.each([
    ["active eq false", true],
    ["active ne false", false],
    ["active eq true", false],
    ['active eq "false"', false],
    ["active pr", true],
    ["level eq 5", true],
    ["level eq 5.0", true],
    ["level gt 4", true],
    ["level ge 5", true],
    ["level lt 10", true],
    ["level le 4", false],
    ['level eq "5"', false],
    ["rate gt 2.4", true],
    ["rate eq 2.50", true],
    ['birthday eq "2011-05-13T04:42:34.000Z"', true],
    ['birthday eq "2011-05-13T06:42:34+02:00"', true],
    ['birthday ne "2011-05-13T06:42:34+02:00"', false],
    ['birthday gt "2011-05-13T05:42:33+01:00"', true],
    ['birthday lt "2011-05-13T04:42:34Z"', false],
    ['birthday le "2011-05-13T04:42:34Z"', true],
    ['birthday eq "2011-05-13"', false],
    ['birthday sw "2011-05"', true],
    ['userName gt "bjense"', true],
    ['userName ge "bjensen"', true],
    ['userName lt "bjensen"', false],
    ['userName le "bjensen"', true],
    ['userName lt "c"', true],
    ["userName eq 5", false],
    ["userName ne 5", true],
    ['userName co ""', true],
  ])("%s: %s", (filter, expected) => {
    expect(matches(filter)).toBe(expected);
  });

  it("finds no order in a stored text that is no date", () => {
    expect(matches('birthday gt "2011-05-13T04:42:34Z"', { birthday: "yesterday" })).toBe(false);
    expect(matches('birthday le "2011-05-13T04:42:34Z"', { birthday: "yesterday" })).toBe(false);
  });
});

describe("comparisons that a type does not have", () => {
  it.each([
    "active gt true",
    "active ge false",
    'active lt "x"',
    "active le false",
    'x509Certificates.value gt "A"',
    'x509Certificates.value le "A"',
    'active co "a"',
    'level sw "5"',
    'level gt "5"',
    "userName co 5",
    "userName gt 5",
    "title lt null",
    'birthday gt "yesterday"',
    "birthday ge 5",
    'name eq "x"',
    'addresses co "x"',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq "x"',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User eq "x"',
    "emails[primary gt true]",
  ])("%s is an invalid filter, whatever the resources", (filter) => {
    expect(() => compileFilter(parseFilter(filter), SCHEMA)).toThrow(
      expect.objectContaining({ status: 400, scimType: "invalidFilter" }),
    );
  });

  it("says what is wrong", () => {
    expect(() => matches("active gt true")).toThrow(
      "The filter compares 'active' (boolean) by 'gt true', which its type does not allow.",
    );
    expect(() => matches('name eq "x"')).toThrow(
      "The filter compares 'name', which is complex: name one of its sub-attributes.",
    );
  });
});

function matches(filter: string, resource: JsonObject = BARBARA): boolean {
  return compileFilter(parseFilter(filter), SCHEMA)(resource);
}
