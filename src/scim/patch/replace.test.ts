import { describe, expect, it } from "vitest";
import { group, patchGroup, patchUser, user } from "./patch.fixture.ts";
import type { JsonObject } from "../json.ts";
import type { PatchOperation } from "./request.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";

const BABS = { value: "2819c223-7f76-453a-919d-413861904646", display: "Babs Jensen" };

describe("replace", () => {
  it.each<readonly [string, JsonObject, PatchOperation, JsonObject]>([
    [
      "replaces a single value",
      { title: "Boss" },
      { op: "replace", path: "title", value: "Guide" },
      { title: "Guide" },
    ],
    ["adds where there is no value", {}, { op: "replace", path: "title", value: "Guide" }, { title: "Guide" }],
    [
      "keeps what is not named of a complex attribute",
      { name: { givenName: "B", familyName: "J" } },
      { op: "replace", path: "name", value: { familyName: "Jensen" } },
      { name: { givenName: "B", familyName: "Jensen" } },
    ],
    [
      "unassigns a sub-attribute that is null",
      { name: { givenName: "B", familyName: "J" } },
      { op: "replace", path: "name", value: { familyName: null } },
      { name: { givenName: "B" } },
    ],
    [
      "replaces one sub-attribute",
      { name: { givenName: "B", familyName: "J" } },
      { op: "replace", path: "name.givenName", value: "C" },
      { name: { givenName: "C", familyName: "J" } },
    ],
    [
      "replaces a whole list",
      { emails: [{ value: "a" }, { value: "b" }] },
      { op: "replace", path: "emails", value: [{ value: "c" }] },
      { emails: [{ value: "c" }] },
    ],
    [
      "takes one value for a list",
      { emails: [{ value: "a" }] },
      { op: "replace", path: "emails", value: { value: "c" } },
      { emails: [{ value: "c" }] },
    ],
    ["unassigns by null", { title: "x" }, { op: "replace", path: "title", value: null }, {}],
    ["unassigns by an empty list", { emails: [{ value: "a" }] }, { op: "replace", path: "emails", value: [] }, {}],
    [
      "unassigns a complex attribute by null",
      { name: { givenName: "B" } },
      { op: "replace", path: "name", value: null },
      {},
    ],
    [
      "unassigns the last sub-attribute",
      { name: { givenName: "B" } },
      { op: "replace", path: "name.givenName", value: null },
      {},
    ],
    [
      "replaces all values that a filter selects, as a whole",
      {
        emails: [
          { value: "a", type: "work", display: "A" },
          { value: "b", type: "home" },
          { value: "c", type: "work" },
        ],
      },
      { op: "replace", path: 'emails[type eq "work"]', value: { value: "d", type: "other" } },
      {
        emails: [
          { value: "d", type: "other" },
          { value: "b", type: "home" },
          { value: "d", type: "other" },
        ],
      },
    ],
    [
      "replaces a sub-attribute in all values that a filter selects",
      {
        emails: [
          { value: "a", type: "work" },
          { value: "b", type: "home" },
          { value: "c", type: "work" },
        ],
      },
      { op: "replace", path: 'emails[type eq "work"].display', value: "D" },
      {
        emails: [
          { value: "a", type: "work", display: "D" },
          { value: "b", type: "home" },
          { value: "c", type: "work", display: "D" },
        ],
      },
    ],
    [
      "makes the selected value the only primary one",
      { emails: [{ value: "a", primary: true }, { value: "b" }] },
      { op: "replace", path: 'emails[value eq "b"].primary', value: "true" },
      {
        emails: [
          { value: "a", primary: false },
          { value: "b", primary: true },
        ],
      },
    ],
    [
      "acts as add for a sub-attribute of no values",
      {},
      { op: "replace", path: "emails.value", value: "a" },
      { emails: [{ value: "a" }] },
    ],
    [
      "takes 'False' for a boolean",
      { active: true },
      { op: "replace", path: "active", value: "False" },
      { active: false },
    ],
    [
      "takes the names of the core schema in full",
      { active: true },
      { op: "replace", path: `${USER}:active`, value: false },
      { active: false },
    ],
  ])("%s", (...[, before, operation, after]) => {
    expect(patchUser(user(before), operation)).toEqual(user(after));
  });

  it("empties a group by an empty list", () => {
    expect(patchGroup(group([BABS]), { op: "replace", path: "members", value: [] })).toEqual(group());
  });
});
