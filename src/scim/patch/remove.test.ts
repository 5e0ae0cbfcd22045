import { describe, expect, it } from "vitest";
import { group, patchGroup, patchUser, user } from "./patch.fixture.ts";
import type { Json, JsonObject } from "../json.ts";
import type { PatchOperation } from "./request.ts";

describe("remove", () => {
  it.each<readonly [string, JsonObject, PatchOperation, JsonObject]>([
    ["unassigns a single value", { title: "x" }, { op: "remove", path: "title" }, {}],
    ["does nothing without a value", {}, { op: "remove", path: "title" }, {}],
    ["unassigns a complex attribute", { name: { givenName: "B" } }, { op: "remove", path: "name" }, {}],
    [
      "unassigns a sub-attribute",
      { name: { givenName: "B", familyName: "J" } },
      { op: "remove", path: "name.givenName" },
      { name: { familyName: "J" } },
    ],
    [
      "unassigns the attribute with its last sub-attribute",
      { name: { givenName: "B" } },
      { op: "remove", path: "name.givenName" },
      {},
    ],
    [
      "unassigns a sub-attribute of the values that a filter selects",
      {
        emails: [
          { value: "a", type: "work" },
          { value: "b", type: "home" },
        ],
      },
      { op: "remove", path: 'emails[value eq "a"].type' },
      { emails: [{ value: "a" }, { value: "b", type: "home" }] },
    ],
    [
      "removes a value with its last sub-attribute",
      { emails: [{ value: "a" }, { type: "home" }] },
      { op: "remove", path: 'emails[type eq "home"].type' },
      { emails: [{ value: "a" }] },
    ],
    [
      "unassigns a sub-attribute of all values",
      { emails: [{ value: "a", type: "x" }] },
      { op: "remove", path: "emails.type" },
      { emails: [{ value: "a" }] },
    ],
    [
      "removes what a filter of several conditions selects",
      { emails: [{ value: "a", type: "x" }, { value: "a" }] },
      { op: "remove", path: 'emails[value eq "A" and not (type pr)]' },
      { emails: [{ value: "a", type: "x" }] },
    ],
    [
      "ignores a value beside a single-valued attribute",
      { title: "x" },
      { op: "remove", path: "title", value: "y" },
      {},
    ],
    [
      "removes the listed values",
      { emails: [{ value: "a", type: "work" }, { value: "b" }] },
      { op: "remove", path: "emails", value: [{ value: "a" }] },
      { emails: [{ value: "b" }] },
    ],
    [
      "removes a listed value without a value by what is listed of it",
      {
        addresses: [
          { type: "work", locality: "X" },
          { type: "work", locality: "Y" },
        ],
      },
      { op: "remove", path: "addresses", value: [{ Locality: "X", country: null }] },
      { addresses: [{ type: "work", locality: "Y" }] },
    ],
  ])("%s", (...[, before, operation, after]) => {
    expect(patchUser(user(before), operation)).toEqual(user(after));
  });

  it.each<readonly [string, Json]>([
    ["a list of members", [{ value: "1" }]],
    ["a member", { value: "1", display: "whatever" }],
    ["a list of ids", ["1"]],
    ["an id", "1"],
  ])("takes %s beside the path, as Entra sends it", (_title, value) => {
    expect(
      patchGroup(group([{ value: "1", display: "A" }, { value: "2" }]), { op: "remove", path: "members", value }),
    ).toEqual(group([{ value: "2" }]));
  });

  it.each<readonly [Json]>([[[]], [[{ value: "9" }]], [[{}]]])("removes no member for the list %j", (value) => {
    const resource = group([{ value: "1" }]);
    expect(patchGroup(resource, { op: "remove", path: "members", value })).toBe(resource);
  });

  it("removes all members for a null beside the path", () => {
    expect(patchGroup(group([{ value: "1" }]), { op: "remove", path: "members", value: null })).toEqual(group());
  });
});
