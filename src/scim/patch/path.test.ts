import { describe, expect, it } from "vitest";
import { parsePatchPath } from "./path.ts";

const value = (name: string, operator: string, wanted: unknown): unknown => ({
  kind: "compare",
  path: { name },
  operator,
  value: wanted,
});

describe("parsePatchPath", () => {
  it.each<readonly [string, unknown]>([
    ["members", { path: { name: "members" } }],
    ["name.familyName", { path: { name: "name", sub: "familyName" } }],
    ['addresses[type eq "work"]', { path: { name: "addresses" }, filter: value("type", "eq", "work") }],
    [
      'members[value eq\n       "2819c223-7f76-453a-919d-413861904646"]',
      { path: { name: "members" }, filter: value("value", "eq", "2819c223-7f76-453a-919d-413861904646") },
    ],
    [
      'members[value eq "2819c223-7f76-453a-919d-413861904646"].displayName',
      {
        path: { name: "members", sub: "displayName" },
        filter: value("value", "eq", "2819c223-7f76-453a-919d-413861904646"),
      },
    ],
  ])("reads the example of RFC 7644 figure 8: %s", (text, path) => {
    expect(parsePatchPath(text)).toEqual(path);
  });

  it.each<readonly [string, unknown]>([
    [
      "urn:ietf:params:scim:schemas:core:2.0:User:name.givenName",
      { path: { urn: "urn:ietf:params:scim:schemas:core:2.0:User", name: "name", sub: "givenName" } },
    ],
    [
      'urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq "work"].value',
      {
        path: { urn: "urn:ietf:params:scim:schemas:core:2.0:User", name: "emails", sub: "value" },
        filter: value("type", "eq", "work"),
      },
    ],
    ["urn:okta:custom:group:1.0", { path: { urn: "urn:okta:custom:group:1.0", name: "" } }],
    [
      'emails[value eq "a].b[c"].type',
      { path: { name: "emails", sub: "type" }, filter: value("value", "eq", "a].b[c") },
    ],
    [" active ", { path: { name: "active" } }],
  ])("reads %s", (text, path) => {
    expect(parsePatchPath(text)).toEqual(path);
  });

  it.each([
    "",
    " ",
    "/userName",
    "emails[0]x",
    "emails.",
    "name.given.x",
    "user name",
    '"userName"',
    '[type eq "work"]',
    'emails.value[type eq "work"]',
    'emails[type eq "work"] x',
    'emails[type eq "work"][primary eq true]',
    'emails[type eq "work"].value eq "a"',
    "emails]",
  ])("refuses %j", (text) => {
    expect(() => parsePatchPath(text)).toThrow(
      expect.objectContaining({ status: 400, scimType: expect.stringMatching(/^invalid(Path|Filter)$/) }),
    );
  });

  it.each([
    ["emails.", "invalidPath", "The path 'emails.' is not valid: 'emails.' is not an attribute."],
    ["emails[", "invalidFilter", "The filter is not valid at position 8: expected an attribute, found the end."],
    ["emails[]", "invalidFilter", "The filter is not valid at position 8: expected an attribute, found ']'."],
    ["emails[0]", "invalidFilter", "The filter is not valid at position 8: '0' is not an attribute."],
    [
      'emails[type like "work"]',
      "invalidFilter",
      "The filter is not valid at position 13: the operator 'like' is not supported.",
    ],
    [
      'emails[type eq "work"',
      "invalidFilter",
      "The filter is not valid at position 22: expected 'and', 'or' or ']', found the end.",
    ],
    [
      'emails.value[type eq "x"]',
      "invalidPath",
      "The path 'emails.value[type eq \"x\"]' is not valid: a filter cannot follow a sub-attribute.",
    ],
    [
      'emails[type eq "x"] y',
      "invalidPath",
      "The path 'emails[type eq \"x\"] y' is not valid: expected the end, found 'y'.",
    ],
  ])("says of %j that it is %s", (text, scimType, detail) => {
    expect(() => parsePatchPath(text)).toThrow(expect.objectContaining({ scimType, detail }));
  });
});
