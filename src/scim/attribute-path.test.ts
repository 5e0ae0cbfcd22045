import { describe, expect, it } from "vitest";
import { formatAttributePath, readAttributePath } from "./attribute-path.ts";

describe("readAttributePath", () => {
  it.each([
    ["userName", { name: "userName" }],
    ["name.familyName", { name: "name", sub: "familyName" }],
    ["groups.$ref", { name: "groups", sub: "$ref" }],
    ["$ref", { name: "$ref" }],
    ["a-b_c9", { name: "a-b_c9" }],
    [
      "urn:ietf:params:scim:schemas:core:2.0:User:userName",
      { urn: "urn:ietf:params:scim:schemas:core:2.0:User", name: "userName" },
    ],
    [
      "urn:ietf:params:scim:schemas:core:2.0:User:name.givenName",
      { urn: "urn:ietf:params:scim:schemas:core:2.0:User", name: "name", sub: "givenName" },
    ],
    [
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName",
      { urn: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", name: "manager", sub: "displayName" },
    ],
    [
      "urn:ietf:params:scim:schemas:exampleCo:2.0:hr:age",
      { urn: "urn:ietf:params:scim:schemas:exampleCo:2.0:hr", name: "age" },
    ],
    ["urn:okta:custom:group:1.0:description", { urn: "urn:okta:custom:group:1.0", name: "description" }],
    ["urn:okta:custom:group:1.0", { urn: "urn:okta:custom:group:1.0", name: "" }],
    [
      "http://schemas.microsoft.com/2006/11/ADSCIM/2.0/Group",
      { urn: "http://schemas.microsoft.com/2006/11/ADSCIM/2.0/Group", name: "" },
    ],
    [
      "http://schemas.microsoft.com/2006/11/ADSCIM/2.0/Group:owner",
      { urn: "http://schemas.microsoft.com/2006/11/ADSCIM/2.0/Group", name: "owner" },
    ],
  ])("reads %s", (text, path) => {
    expect(readAttributePath(text)).toEqual(path);
    expect(formatAttributePath(path)).toBe(text);
  });

  it("leaves it to the schemas what a bare URN that ends in a name means", () => {
    const text = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    const path = { urn: "urn:ietf:params:scim:schemas:extension:enterprise:2.0", name: "User" };
    expect(readAttributePath(text)).toEqual(path);
    expect(formatAttributePath(path)).toBe(text);
  });

  it.each([
    "",
    " ",
    "9lives",
    "-a",
    "name.",
    ".name",
    "a.b.c",
    "a b",
    "user name",
    "emails[0]",
    "urn:",
    ":userName",
    "urn:x:",
    "a,b",
    "ä",
  ])("refuses %j", (text) => {
    expect(readAttributePath(text)).toBeUndefined();
  });
});
