import { describe, expect, it } from "vitest";
import { BARBARA, ENTERPRISE, SCHEMA } from "./filter.fixture.ts";
import { USER_SCHEMA } from "../schema/core/user.ts";
import { compileFilter, compileValueFilter } from "./match.ts";
import { parseFilter } from "./parser.ts";
import type { JsonObject } from "../json.ts";
import { defineAttribute } from "../schema/schema.ts";

function matches(filter: string, resource: JsonObject = BARBARA): boolean {
  return compileFilter(parseFilter(filter), SCHEMA)(resource);
}

describe("a compiled filter decides the examples of RFC 7644 figure 2", () => {
  it.each([
    ['userName eq "bjensen"', true],
    [`name.familyName co "O'Malley"`, true],
    ['userName sw "J"', false],
    ['userName sw "B"', true],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "b"', true],
    ["title pr", false],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', true],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', true],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', false],
    ['meta.lastModified le "2011-05-13T04:42:34Z"', false],
    ['title pr and userType eq "Employee"', false],
    ['title pr or userType eq "Intern"', false],
    ['title pr or userType eq "Employee"', true],
    ['schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"', true],
    ['userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")', true],
    ['userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")', false],
    ['userType eq "Employee" and (emails.type eq "work")', true],
    ['userType eq "Employee" and emails[type eq "work" and value co "@example.com"]', true],
    ['emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]', true],
  ])("%s: %s", (filter, expected) => {
    expect(matches(filter)).toBe(expected);
  });
});

describe("presence and absence", () => {
  it.each([
    ["userName pr", true],
    ["nickName pr", false],
    ["name pr", true],
    ["name.middleName pr", false],
    ["emails pr", true],
    ["emails.type pr", true],
    ["emails.display pr", false],
    ["addresses pr", false],
    [`${ENTERPRISE} pr`, true],
    [`${ENTERPRISE}:manager pr`, true],
    [`${ENTERPRISE}:costCenter pr`, false],
    ["level pr", true],
    ["tags pr", true],
    ['title eq "x"', false],
    ['title co "x"', false],
    ['title gt "x"', false],
    ['title ne "x"', true],
    ['not (title eq "x")', true],
    ["title eq null", true],
    ["title ne null", false],
    ["userName eq null", false],
    ["userName ne null", true],
    ["emails.type eq null", true],
    ["emails.value eq null", false],
    ['ims.type ne "x"', true],
    ["ims.type eq null", true],
    ['ims[type ne "x"]', false],
    ['ims[not (type eq "x")]', false],
    ['emails[type ne "work" and value co "untyped"]', true],
  ])("%s: %s", (filter, expected) => {
    expect(matches(filter)).toBe(expected);
  });

  it.each<readonly [JsonObject, boolean]>([
    [{ title: null }, false],
    [{ title: "" }, false],
    [{ title: "x" }, true],
  ])("title pr of %j: %s", (resource, expected) => {
    expect(matches("title pr", resource)).toBe(expected);
  });

  it.each<readonly [JsonObject, boolean]>([
    [{ emails: [] }, false],
    [{ emails: null }, false],
    [{ emails: [{}] }, false],
    [{ emails: [{ value: null, type: "" }] }, false],
    [{ emails: [{ primary: false }] }, true],
    [{ emails: [{}, { value: "a" }] }, true],
  ])("emails pr of %j: %s", (resource, expected) => {
    expect(matches("emails pr", resource)).toBe(expected);
  });
});

describe("multi-valued attributes", () => {
  it.each([
    ['emails.value eq "babs@jensen.org"', true],
    ['emails.type ne "work"', true],
    ['not (emails.type eq "work")', false],
    ['emails[type eq "work" and value co "jensen.org"]', false],
    ['emails.type eq "work" and emails.value co "jensen.org"', true],
    ['emails[type eq "work"].value eq "babs@jensen.org"', false],
    ['emails[type eq "home"].value eq "babs@jensen.org"', true],
    ['emails[not (type pr)].value eq "untyped@example.net"', true],
    ["emails[primary eq true]", true],
    ['emails[primary eq true and type eq "home"]', false],
    ['tags eq "green"', true],
    ['tags co "blu"', false],
    ['tags[value eq "RED"]', true],
    ['tags[type eq "red"]', false],
    ['name[familyName co "mal" and givenName sw "b"]', true],
    ['name[familyName co "mal" and givenName sw "x"]', false],
  ])("%s: %s", (filter, expected) => {
    expect(matches(filter)).toBe(expected);
  });
});

describe("extensions", () => {
  it.each([
    [`${ENTERPRISE}:employeeNumber eq "701984"`, true],
    [`${ENTERPRISE.toUpperCase()}:EMPLOYEENUMBER eq "701984"`, true],
    [`${ENTERPRISE}:manager.value eq "26118915-X"`, true],
    [`${ENTERPRISE}:manager.value eq "26118915-x"`, false],
    ['employeeNumber eq "701984"', false],
  ])("%s: %s", (filter, expected) => {
    expect(matches(filter)).toBe(expected);
  });
});

describe("unknown attributes", () => {
  it.each([
    'favouriteColour eq "red"',
    'favouriteColour ne "red"',
    "favouriteColour eq null",
    "favouriteColour pr",
    'favouriteColour[type eq "x"]',
    'emails.colour ne "x"',
    'emails[colour ne "x"]',
    'emails[value.x ne "x"]',
    "constructor pr",
    "urn:example:1.0:User:userName pr",
  ])("%s matches nothing", (filter) => {
    expect(matches(filter)).toBe(false);
  });

  it("have no value for 'not'", () => {
    expect(matches('not (favouriteColour eq "red")')).toBe(true);
  });
});

describe("attributes that are never returned", () => {
  it.each([
    'password eq "secret"',
    'password sw "s"',
    "password pr",
    'password ne "x"',
    'pins[value eq "1"]',
    "pins.value pr",
  ])("%s matches nothing, so that nobody can guess by it", (filter) => {
    const pins = defineAttribute({
      name: "pins",
      type: "complex",
      multiValued: true,
      subAttributes: [defineAttribute({ name: "value", returned: "never" })],
    });
    const schema = { core: { ...USER_SCHEMA, attributes: [...USER_SCHEMA.attributes, pins] }, extensions: [] };
    const resource = { userName: "a", password: "secret", pins: [{ value: "1" }] };
    expect(compileFilter(parseFilter(filter), schema)(resource)).toBe(false);
  });
});

describe("compileValueFilter", () => {
  it("refuses a value filter inside a value filter", () => {
    const inner = parseFilter('emails[type eq "work"]');
    expect(() => compileValueFilter(inner, defineAttribute({ name: "emails", multiValued: true }))).toThrow(
      expect.objectContaining({ scimType: "invalidFilter" }),
    );
  });
});

describe("text in composed and decomposed form (RFC 7644 section 7.8)", () => {
  const RENE: JsonObject = { userName: "rene", displayName: "Ren\u00e9", code: "Ren\u00e9" };

  it.each([
    'displayName eq "Rene\u0301"',
    'displayName eq "RENE\u0301"',
    'displayName sw "rene\u0301"',
    'code eq "Rene\u0301"',
  ])("%s matches the composed letter", (filter) => {
    expect(matches(filter, RENE)).toBe(true);
  });

  it("keeps an accented and a plain letter apart", () => {
    expect(matches('displayName eq "Rene"', RENE)).toBe(false);
  });
});
