import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../scim/json.ts";
import { lackHint } from "./lacked.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const HR = "urn:example:hr:2.0:User";

function attribute(name: string, required: boolean, more: JsonObject = {}): JsonObject {
  return { name, type: "string", multiValued: false, required, mutability: "readWrite", ...more };
}

const SCHEMAS: readonly Json[] = [
  {
    id: USER,
    name: "User",
    attributes: [
      attribute("userName", true),
      attribute("title", false),
      attribute("employeeNumber", true),
      attribute("rank", true, { mutability: "readOnly" }),
      attribute("name", false, { type: "complex", subAttributes: [attribute("familyName", true)] }),
    ],
  },
  { id: GROUP, name: "Group", attributes: [attribute("displayName", true), attribute("owner", true)] },
  { id: HR, name: "Hr", attributes: [attribute("badge", true), attribute("note", false)] },
];
const RESOURCE_TYPES: readonly Json[] = [
  { name: "User", endpoint: "/Users", schemaExtensions: [{ schema: HR, required: true }] },
];

function hintFor(body: JsonObject, more: { path?: string; status?: number; resourceTypes?: readonly Json[] } = {}) {
  const { path = "/Users", status = 400, resourceTypes } = more;
  return lackHint({
    request: { method: "POST", path, body },
    response: { status },
    target: { serviceProviderConfig: undefined, schemas: SCHEMAS, resourceTypes },
  });
}

describe("a create that was refused", () => {
  test("lacks what the target publishes as required, by name, with the profile that gives it", () => {
    expect(hintFor({ userName: "ann" })).toBe(
      "the target publishes employeeNumber as required; add it to `templates.user` of a profile, and to its mappings: --profile my.yaml",
    );
  });

  test("lacks nothing that is there in any letter case, that only the server gives, or that is optional", () => {
    expect(hintFor({ USERNAME: "ann", employeenumber: "1" })).toBeUndefined();
  });

  test("lacks a required part of what it gives, each named once", () => {
    expect(hintFor({ userName: "ann", employeeNumber: "1", name: { givenName: "Ann" } })).toContain(
      "publishes name.familyName as required; add it",
    );
  });

  test("lacks what an extension requires that the resource type requires", () => {
    const hint = hintFor({ userName: "ann", employeeNumber: "1" }, { resourceTypes: RESOURCE_TYPES });
    expect(hint).toContain(`publishes ${HR}:badge as required`);
  });

  test("is a group's, too", () => {
    expect(hintFor({ displayName: "Team" }, { path: "/Groups" })).toContain(
      "owner as required; add it to `templates.group`",
    );
  });

  test.each([201, 500])("is none when it is answered %i", (status) => {
    expect(hintFor({ userName: "ann" }, { status })).toBeUndefined();
  });

  test("says nothing of a target that publishes nothing", () => {
    const request = { method: "POST", path: "/Users", body: {} };
    expect(lackHint({ request, response: { status: 400 }, target: undefined })).toBeUndefined();
  });
});
