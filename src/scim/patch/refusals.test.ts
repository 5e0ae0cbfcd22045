import { describe, expect, it } from "vitest";
import { BADGE, RESOURCE, SCHEMA } from "../strict-user.fixture.ts";
import { GROUP_SCHEMA } from "../schema/core/group.ts";
import type { JsonObject } from "../json.ts";
import type { PatchOperation } from "./request.ts";
import { applyPatch } from "./patch.ts";
import type { ResourceSchema } from "../schema/resource-schema.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const patch = (...operations: readonly PatchOperation[]): JsonObject => applyPatch(RESOURCE, operations, SCHEMA);

describe("applyPatch refuses", () => {
  it.each<readonly [PatchOperation, string, string]>([
    [{ op: "remove" }, "noTarget", "A 'remove' operation needs a path."],
    [
      { op: "replace", path: 'emails[type eq "home"]', value: { value: "c" } },
      "noTarget",
      "No value of 'emails' matches the filter.",
    ],
    [
      { op: "replace", path: 'emails[type eq "home"].value', value: "c" },
      "noTarget",
      "No value of 'emails' matches the filter.",
    ],
    [
      { op: "replace", path: 'ims[type eq "home"].value', value: "c" },
      "noTarget",
      "No value of 'ims' matches the filter.",
    ],
    [
      { op: "add", path: 'emails[type ne "work" and value sw "x"].value', value: "c" },
      "noTarget",
      "No value of 'emails' matches the filter.",
    ],
    [
      { op: "add", path: 'emails[type eq "x" or type eq "y"].value', value: "c" },
      "noTarget",
      "No value of 'emails' matches the filter.",
    ],
    [{ op: "replace", path: "shoeSize", value: 45 }, "invalidPath", "Attribute 'shoeSize' is not defined for a User."],
    [
      { op: "replace", path: "name.nick", value: "x" },
      "invalidPath",
      "Attribute 'name.nick' is not defined for a User.",
    ],
    [{ op: "remove", path: "employeeNumber" }, "invalidPath", "Attribute 'employeeNumber' is not defined for a User."],
    [
      { op: "replace", path: `${ENTERPRISE}:shoeSize`, value: 1 },
      "invalidPath",
      `Attribute '${ENTERPRISE}:shoeSize' is not defined for a User.`,
    ],
    [{ op: "replace", value: { shoeSize: 45 } }, "invalidPath", "Attribute 'shoeSize' is not defined for a User."],
    [
      { op: "add", value: { [ENTERPRISE]: { shoeSize: 45 } } },
      "invalidPath",
      `Attribute '${ENTERPRISE}:shoeSize' is not defined for a User.`,
    ],
    [
      { op: "add", value: { [ENTERPRISE]: { shoe: { size: 45 } } } },
      "invalidPath",
      `Attribute '${ENTERPRISE}:shoe' is not defined for a User.`,
    ],
    [
      { op: "add", value: { [`${USER}:shoe`]: { size: 45 } } },
      "invalidPath",
      `Attribute '${USER}:shoe' is not defined for a User.`,
    ],
    [
      { op: "add", value: JSON.parse('{"__proto__":{"admin":true}}') },
      "invalidPath",
      "The path '__proto__' is not valid: '__proto__' is not an attribute.",
    ],
    [
      { op: "replace", path: "user name", value: 1 },
      "invalidPath",
      "The path 'user name' is not valid: 'user name' is not an attribute.",
    ],
    [
      { op: "replace", path: 'name[givenName eq "B"]', value: {} },
      "invalidPath",
      "Attribute 'name' has a single value, so that no filter can select from it.",
    ],
    [
      { op: "replace", path: 'emails[type like "x"]', value: {} },
      "invalidFilter",
      "The filter is not valid at position 13: the operator 'like' is not supported.",
    ],
    [
      { op: "remove", path: "emails[primary gt true]" },
      "invalidFilter",
      "The filter compares 'primary' (boolean) by 'gt true', which its type does not allow.",
    ],
    [{ op: "replace", path: "id", value: "x" }, "mutability", "Attribute 'id' is readOnly."],
    [{ op: "add", path: "meta.created", value: "x" }, "mutability", "Attribute 'meta.created' is readOnly."],
    [{ op: "remove", path: "groups" }, "mutability", "Attribute 'groups' is readOnly."],
    [{ op: "remove", path: 'groups[value eq "1"]' }, "mutability", "Attribute 'groups' is readOnly."],
    [
      { op: "replace", path: `${ENTERPRISE}:manager.displayName`, value: "x" },
      "mutability",
      `Attribute '${ENTERPRISE}:manager.displayName' is readOnly.`,
    ],
    [{ op: "remove", path: "userName" }, "mutability", "Attribute 'userName' is required and cannot be removed."],
    [
      { op: "replace", path: "userName", value: null },
      "mutability",
      "Attribute 'userName' is required and cannot be removed.",
    ],
    [
      { op: "replace", value: { userName: null } },
      "mutability",
      "Attribute 'userName' is required and cannot be removed.",
    ],
    [{ op: "replace", path: "userName", value: "" }, "invalidValue", "Attribute 'userName' is required."],
    [{ op: "remove", path: "tags" }, "mutability", "Attribute 'tags' is required and cannot be removed."],
    [{ op: "remove", path: 'tags[value eq "a"]' }, "mutability", "Attribute 'tags' is required and cannot be removed."],
    [{ op: "replace", path: "tags", value: [] }, "mutability", "Attribute 'tags' is required and cannot be removed."],
    [
      { op: "remove", path: 'cards[number eq "1"].number' },
      "mutability",
      "Attribute 'cards.number' is required and cannot be removed.",
    ],
    [{ op: "add", path: "cards", value: [{ note: "x" }] }, "invalidValue", "Attribute 'cards.number' is required."],
    [
      { op: "replace", path: "birthplace", value: "Rome" },
      "mutability",
      "Attribute 'birthplace' is immutable and has a value already.",
    ],
    [
      { op: "add", path: "birthplace", value: "Rome" },
      "mutability",
      "Attribute 'birthplace' is immutable and has a value already.",
    ],
    [
      { op: "remove", path: "birthplace" },
      "mutability",
      "Attribute 'birthplace' is immutable and has a value already.",
    ],
    [
      { op: "replace", path: "active", value: "maybe" },
      "invalidValue",
      "Attribute 'active' must be a boolean, found a string.",
    ],
    [
      { op: "replace", path: "title", value: ["x"] },
      "invalidValue",
      "Attribute 'title' must be a string, found an array.",
    ],
    [{ op: "add", path: "name", value: "x" }, "invalidValue", "Attribute 'name' must be an object, found a string."],
    [
      { op: "add", path: "emails", value: ["x"] },
      "invalidValue",
      "Attribute 'emails' must be an object, found a string.",
    ],
    [
      { op: "replace", path: 'emails[type eq "work"].value', value: 5 },
      "invalidValue",
      "Attribute 'emails.value' must be a string, found a number.",
    ],
    [
      {
        op: "replace",
        path: "emails",
        value: [
          { value: "a", primary: true },
          { value: "b", primary: true },
        ],
      },
      "invalidValue",
      "Attribute 'emails' has more than one primary value.",
    ],
    [
      { op: "replace", path: "emails.primary", value: true },
      "invalidValue",
      "Attribute 'emails' has more than one primary value.",
    ],
    [
      { op: "replace", value: "x" },
      "invalidValue",
      "Without a path, the value of 'replace' must be an object of attributes, found a string.",
    ],
    [
      { op: "add", value: [] },
      "invalidValue",
      "Without a path, the value of 'add' must be an object of attributes, found an array.",
    ],
    [
      { op: "add" },
      "invalidValue",
      "Without a path, the value of 'add' must be an object of attributes, found nothing.",
    ],
    [
      { op: "add", path: ENTERPRISE, value: "x" },
      "invalidValue",
      `Attribute '${ENTERPRISE}' must be an object, found a string.`,
    ],
    [{ op: "add", path: `${BADGE}:color`, value: "red" }, "invalidValue", `Attribute '${BADGE}:number' is required.`],
  ])("%j as %s", (operation, scimType, detail) => {
    expect(() => patch(operation)).toThrow(expect.objectContaining({ status: 400, scimType, detail }));
  });

  it("the change of an immutable sub-attribute, but not its first value or the same one", () => {
    const groups: ResourceSchema = { core: GROUP_SCHEMA, extensions: [] };
    const group = { displayName: "g", members: [{ value: "1" }] };
    const change = (path: string, value: string): JsonObject =>
      applyPatch(group, [{ op: "replace", path, value }], groups);
    expect(() => change('members[value eq "1"].value', "2")).toThrow(
      expect.objectContaining({
        scimType: "mutability",
        detail: "Attribute 'members.value' is immutable and has a value already.",
      }),
    );
    expect(change('members[value eq "1"].value', "1")).toBe(group);
    expect(change('members[value eq "1"].type', "User")).toEqual({
      displayName: "g",
      members: [{ value: "1", type: "User" }],
    });
  });
});
