import { scimPatch } from "scim-patch";
import type { ScimPatchOperation, ScimResource } from "scim-patch";
import { describe, expect, it } from "vitest";
import { ENTERPRISE_USER_SCHEMA } from "../schema/core/enterprise-user.ts";
import { GROUP_SCHEMA } from "../schema/core/group.ts";
import { USER_SCHEMA } from "../schema/core/user.ts";
import type { Json, JsonObject } from "../json.ts";
import type { PatchOperation } from "./request.ts";
import { applyPatch } from "./patch.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const BABS: JsonObject = {
  schemas: [USER, ENTERPRISE],
  userName: "bjensen",
  title: "Guide",
  active: true,
  name: { givenName: "Barbara", familyName: "Jensen" },
  emails: [
    { value: "bjensen@example.com", type: "work", primary: true },
    { value: "babs@jensen.org", type: "home" },
  ],
  members: [{ value: "1" }, { value: "2" }],
  [ENTERPRISE]: { employeeNumber: "1", manager: { value: "9" } },
};

function ours(operations: readonly PatchOperation[]): JsonObject {
  const core = { ...USER_SCHEMA, attributes: [...USER_SCHEMA.attributes, ...GROUP_SCHEMA.attributes.slice(1)] };
  return applyPatch(BABS, operations, { core, extensions: [{ schema: ENTERPRISE_USER_SCHEMA, required: false }] });
}

/** What scim-patch makes of the same, as plain JSON. */
function theirs(operations: readonly PatchOperation[]): Json {
  const resource: ScimResource = { ...structuredClone(BABS), schemas: [USER, ENTERPRISE], meta: theirMeta() };
  const copies: ScimPatchOperation[] = operations.map(toTheirs);
  const { meta: _, ...result } = scimPatch(resource, copies);
  const json: Json = JSON.parse(JSON.stringify(result));
  return json;
}

function toTheirs({ op, path, value }: PatchOperation): ScimPatchOperation {
  if (op === "remove") return { op, path: path ?? "", ...(value !== undefined && { value: structuredClone(value) }) };
  return { op, ...(path !== undefined && { path }), value: structuredClone(value ?? null) };
}

function theirMeta(): ScimResource["meta"] {
  return { created: new Date(0), lastModified: new Date(0), location: "" };
}

describe("scim-patch patches as we do", () => {
  it.each<readonly [readonly PatchOperation[]]>([
    [[{ op: "replace", value: { active: false } }]],
    [[{ op: "replace", path: "title", value: "Boss" }]],
    [[{ op: "add", path: "title", value: "Boss" }]],
    [[{ op: "add", path: "nickName", value: "Babs" }]],
    [[{ op: "remove", path: "title" }]],
    [[{ op: "remove", path: "nickName" }]],
    [[{ op: "replace", path: "name.givenName", value: "B" }]],
    [[{ op: "replace", path: "name", value: { givenName: "B" } }]],
    [[{ op: "add", path: "name", value: { middleName: "J" } }]],
    [[{ op: "remove", path: "name.givenName" }]],
    [[{ op: "replace", value: { "name.givenName": "B", title: "Boss" } }]],
    [[{ op: "add", path: "emails", value: [{ value: "c@x.org", type: "other" }] }]],
    [[{ op: "add", path: "emails", value: [{ value: "babs@jensen.org", type: "home" }] }]],
    [[{ op: "add", value: { emails: [{ value: "c@x.org" }] } }]],
    [[{ op: "replace", path: "emails", value: [{ value: "c@x.org" }] }]],
    [[{ op: "replace", path: 'emails[type eq "home"].value', value: "c@x.org" }]],
    [[{ op: "add", path: 'emails[type eq "other"].value', value: "c@x.org" }]],
    [[{ op: "remove", path: 'emails[type eq "home"]' }]],
    [[{ op: "remove", path: 'emails[type eq "home"].value' }]],
    [[{ op: "remove", path: "emails" }]],
    [
      [
        { op: "remove", path: 'members[value eq "1"]' },
        { op: "add", path: "members", value: [{ value: "3" }] },
      ],
    ],
    [[{ op: "remove", path: "members", value: [{ value: "1" }] }]],
    [[{ op: "replace", path: `${USER}:title`, value: "Boss" }]],
    [[{ op: "replace", path: `${ENTERPRISE}:department`, value: "Tours" }]],
    [[{ op: "add", value: { [`${ENTERPRISE}:department`]: "Tours" } }]],
    [[{ op: "remove", path: `${ENTERPRISE}:employeeNumber` }]],
    [[{ op: "replace", path: `${ENTERPRISE}:manager.value`, value: "8" }]],
  ])("%j", (operations) => {
    expect(ours(operations)).toEqual(theirs(operations));
  });
});

describe("where scim-patch departs from RFC 7644", () => {
  it.each<readonly [string, PatchOperation, JsonObject]>([
    [
      "a new primary value takes the place of the old one",
      { op: "add", path: "emails", value: [{ value: "c@x.org", primary: true }] },
      {
        emails: [
          { value: "bjensen@example.com", type: "work", primary: false },
          { value: "babs@jensen.org", type: "home" },
          { value: "c@x.org", primary: true },
        ],
      },
    ],
    [
      "a value selected by a filter is replaced as a whole",
      { op: "replace", path: 'emails[type eq "home"]', value: { value: "c@x.org" } },
      { emails: [{ value: "bjensen@example.com", type: "work", primary: true }, { value: "c@x.org" }] },
    ],
    ["names ignore letter case", { op: "replace", path: "TITLE", value: "Boss" }, { title: "Boss" }],
    ["an empty list is no value", { op: "replace", path: "members", value: [] }, { members: undefined }],
    ["null is no value", { op: "replace", path: "title", value: null }, { title: undefined }],
    [
      "a member is recognised by its value",
      { op: "add", path: "members", value: [{ value: "1", type: "User" }] },
      { members: [{ value: "1", type: "User" }, { value: "2" }] },
    ],
    ["a boolean is a boolean", { op: "replace", path: "active", value: "False" }, { active: false }],
    [
      "an object of an extension is merged",
      { op: "replace", value: { [ENTERPRISE]: { department: "Tours" } } },
      { [ENTERPRISE]: { employeeNumber: "1", manager: { value: "9" }, department: "Tours" } },
    ],
  ])("%s: %j", (_title, operation, changes) => {
    expect(ours([operation])).toEqual({ ...BABS, ...changes });
    expect(theirs([operation])).not.toEqual(JSON.parse(JSON.stringify({ ...BABS, ...changes })));
  });

  it.each<readonly [PatchOperation, string]>([
    [{ op: "replace", path: 'emails[type eq "other"].value', value: "c@x.org" }, "noTarget"],
    [{ op: "remove", path: "userName" }, "mutability"],
    [{ op: "replace", path: "id", value: "x" }, "mutability"],
    [{ op: "replace", path: "shoeSize", value: 45 }, "invalidPath"],
    [{ op: "replace", path: "title", value: 5 }, "invalidValue"],
  ])("%j is to be refused as %s", (operation, scimType) => {
    expect(() => ours([operation])).toThrow(expect.objectContaining({ status: 400, scimType }));
    expect(theirs([operation])).toBeDefined();
  });
});
