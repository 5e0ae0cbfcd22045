import { describe, expect, it } from "vitest";
import { group, patchGroup, patchUser, user } from "./patch.fixture.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const BABS = { value: "2819c223-7f76-453a-919d-413861904646", display: "Babs Jensen" };

describe("without a path", () => {
  it("deactivates a user as Okta does, and leaves all else", () => {
    expect(
      patchUser(user({ active: true, name: { givenName: "B" }, emails: [{ value: "a" }] }), {
        op: "replace",
        value: { active: false },
      }),
    ).toEqual(user({ active: false, name: { givenName: "B" }, emails: [{ value: "a" }] }));
  });

  it("renames a group as Okta does, ignoring the id", () => {
    expect(patchGroup(group([BABS]), { op: "replace", value: { id: "abc", displayName: "New" } })).toEqual({
      ...group([BABS]),
      displayName: "New",
    });
  });

  it("takes dotted names, names with their URN, filters and extension objects, as Entra sends them", () => {
    expect(
      patchUser(user({ name: { givenName: "B" }, emails: [{ value: "a", type: "work" }] }), {
        op: "replace",
        value: {
          "name.familyName": "Jensen",
          'emails[type eq "work"].value': "b",
          [`${USER}:title`]: "Guide",
          [`${ENTERPRISE}:employeeNumber`]: "1",
          [ENTERPRISE]: { department: "Tours", manager: { value: "2", displayName: "ignored" } },
        },
      }),
    ).toEqual({
      schemas: [USER, ENTERPRISE],
      userName: "bjensen",
      name: { givenName: "B", familyName: "Jensen" },
      emails: [{ value: "b", type: "work" }],
      title: "Guide",
      [ENTERPRISE]: { employeeNumber: "1", department: "Tours", manager: { value: "2" } },
    });
  });

  it("ignores readOnly attributes and foreign extensions", () => {
    const resource = user();
    const value = { id: "x", meta: {}, groups: [{ value: "1" }], "urn:example:1.0:Other": { a: 1 }, schemas: [USER] };
    expect(patchUser(resource, { op: "replace", value })).toBe(resource);
  });

  it.each([
    ["with the extension as its path", { path: ENTERPRISE, value: { schemas: [ENTERPRISE], department: "Tours" } }],
    ["with the extension in its value", { value: { [ENTERPRISE]: { Schemas: [ENTERPRISE], department: "Tours" } } }],
  ])("ignores the schemas that an operation %s lists within it, as POST does", (_, operation) => {
    for (const op of ["add", "replace"] as const) {
      expect(patchUser(user(), { op, ...operation })).toEqual({
        ...user(),
        schemas: [USER, ENTERPRISE],
        [ENTERPRISE]: { department: "Tours" },
      });
    }
  });

  it("merges a complex attribute and replaces a list", () => {
    expect(
      patchUser(user({ name: { givenName: "B", familyName: "J" }, emails: [{ value: "a" }] }), {
        op: "replace",
        value: { name: { givenName: "C" }, emails: [{ value: "b" }] },
      }),
    ).toEqual(user({ name: { givenName: "C", familyName: "J" }, emails: [{ value: "b" }] }));
  });
});
