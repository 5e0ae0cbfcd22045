import { describe, expect, it } from "vitest";
import { DEVICE, DEVICES } from "../device.fixture.ts";
import { ENTERPRISE_USER_SCHEMA } from "./core/enterprise-user.ts";
import { GROUP_SCHEMA } from "./core/group.ts";
import { USER_SCHEMA } from "./core/user.ts";
import type { JsonObject } from "../json.ts";
import type { ResourceSchema } from "./resource-schema.ts";
import { defineAttribute } from "./schema.ts";
import { normaliseResource } from "./validate-resource.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const USERS: ResourceSchema = { core: USER_SCHEMA, extensions: [{ schema: ENTERPRISE_USER_SCHEMA, required: false }] };
const GROUPS: ResourceSchema = { core: GROUP_SCHEMA, extensions: [] };
const user = (members: JsonObject): JsonObject =>
  normaliseResource({ schemas: [USER], userName: "ann", ...members }, USERS);
const device = (members: JsonObject): JsonObject => normaliseResource({ schemas: [DEVICE], ...members }, DEVICES);
const refusal = (scimType: string, detail: string): unknown =>
  expect.objectContaining({ status: 400, scimType, detail });

describe("normaliseResource", () => {
  it("takes what Okta sends to create a user", () => {
    expect(
      normaliseResource(
        {
          schemas: [USER],
          userName: "test.user@okta.local",
          name: { givenName: "Test", familyName: "User" },
          emails: [{ primary: true, value: "test.user@okta.local", type: "work" }],
          displayName: "Test User",
          locale: "en-US",
          externalId: "00ujl29u0le5T6Aj10h7",
          groups: [],
          password: "1mz050nq",
          active: true,
        },
        USERS,
      ),
    ).toEqual({
      schemas: [USER],
      userName: "test.user@okta.local",
      name: { givenName: "Test", familyName: "User" },
      emails: [{ primary: true, value: "test.user@okta.local", type: "work" }],
      displayName: "Test User",
      locale: "en-US",
      externalId: "00ujl29u0le5T6Aj10h7",
      password: "1mz050nq",
      active: true,
    });
  });

  it("matches names in any letter case and spells them as the schema does", () => {
    expect(
      normaliseResource(
        { SCHEMAS: [USER.toUpperCase()], USERNAME: "Ann", Name: { GIVENNAME: "A" }, EMAILS: [{ Value: "a" }] },
        USERS,
      ),
    ).toEqual({ schemas: [USER], userName: "Ann", name: { givenName: "A" }, emails: [{ value: "a" }] });
  });

  it("leaves out readOnly attributes, whatever their value", () => {
    expect(
      user({ id: "x", meta: "nonsense", groups: 5, [ENTERPRISE]: { manager: { value: "1", displayName: "Boss" } } }),
    ).toEqual({
      schemas: [USER, ENTERPRISE],
      userName: "ann",
      [ENTERPRISE]: { manager: { value: "1" } },
    });
  });

  it("leaves out unknown attributes and sub-attributes", () => {
    expect(user({ shoeSize: 45, name: { nick: "x", givenName: "A" }, __proto__: { x: 1 }, constructor: "x" })).toEqual({
      schemas: [USER],
      userName: "ann",
      name: { givenName: "A" },
    });
  });

  it("takes null, an empty array and an object without values for unassigned", () => {
    expect(
      user({ title: null, emails: [], name: { givenName: null }, phoneNumbers: [null], roles: [{}], [ENTERPRISE]: {} }),
    ).toEqual({ schemas: [USER], userName: "ann" });
  });

  it("keeps an empty string", () => {
    expect(user({ title: "" })).toEqual({ schemas: [USER], userName: "ann", title: "" });
  });

  it("takes a null sub-attribute for absent, as in the members that Okta sends", () => {
    expect(
      normaliseResource(
        { schemas: [GROUP], displayName: "g", members: [{ value: "1", display: null, $ref: null }] },
        GROUPS,
      ),
    ).toEqual({ schemas: [GROUP], displayName: "g", members: [{ value: "1" }] });
  });

  it.each(["true", "True", "TRUE"])("takes the string %s for a boolean, as Entra sends it", (text) => {
    expect(user({ active: text, emails: [{ value: "a", primary: text }] })).toMatchObject({
      active: true,
      emails: [{ value: "a", primary: true }],
    });
  });

  it("takes the string False for a boolean", () => {
    expect(user({ active: "False" })["active"]).toBe(false);
  });

  it("collapses values of the same type and value, uniting what else they say", () => {
    expect(
      user({
        emails: [
          { value: "a@x.org", type: "work" },
          { value: "a@x.org", type: "home" },
          { type: "work", value: "a@x.org", primary: true },
        ],
      })["emails"],
    ).toEqual([
      { value: "a@x.org", type: "work", primary: true },
      { value: "a@x.org", type: "home" },
    ]);
  });

  it("collapses members by their value", () => {
    const members = [{ value: "1", display: "A" }, { value: "2" }, { value: "1", type: "User" }];
    expect(normaliseResource({ schemas: [GROUP], displayName: "g", members }, GROUPS)["members"]).toEqual([
      { value: "1", display: "A", type: "User" },
      { value: "2" },
    ]);
  });

  it("collapses simple values", () => {
    expect(device({ tags: ["a", "b", "a"] })["tags"]).toEqual(["a", "b"]);
  });

  it("does not change its input", () => {
    const input = Object.freeze({
      schemas: Object.freeze([USER]),
      userName: "a",
      name: Object.freeze({ givenName: "b" }),
    });
    expect(normaliseResource(input, USERS)).toEqual({ schemas: [USER], userName: "a", name: { givenName: "b" } });
  });
});

describe("normaliseResource demands", () => {
  it.each<JsonObject>([{}, { userName: null }, { userName: "" }])("a userName: %j", (members) => {
    expect(() => normaliseResource({ schemas: [USER], ...members }, USERS)).toThrow(
      refusal("invalidValue", "Attribute 'userName' is required."),
    );
  });

  it("what is required even when its name is that of something inherited", () => {
    const core = {
      id: DEVICE,
      name: "",
      description: "",
      attributes: [defineAttribute({ name: "toString", required: true })],
    };
    expect(() => normaliseResource({ schemas: [DEVICE] }, { core, extensions: [] })).toThrow(
      refusal("invalidValue", "Attribute 'toString' is required."),
    );
  });

  it("one primary value at most", () => {
    expect(() =>
      user({
        emails: [
          { value: "a", primary: true },
          { value: "b", primary: true },
        ],
      }),
    ).toThrow(refusal("invalidValue", "Attribute 'emails' has more than one primary value."));
  });

  it.each<JsonObject>([{}, { schemas: [] }, { schemas: null }, { schemas: USER }])(
    "a list of schemas: %j",
    (members) => {
      expect(() => normaliseResource({ userName: "ann", ...members }, USERS)).toThrow(
        refusal("invalidSyntax", "Attribute 'schemas' must be an array of at least one URN."),
      );
    },
  );

  it.each<readonly [readonly (string | number)[], string, string]>([
    [[ENTERPRISE], "invalidSyntax", `Attribute 'schemas' must hold '${USER}'.`],
    [["urn:example:unknown"], "invalidSyntax", `Attribute 'schemas' must hold '${USER}'.`],
    [[GROUP], "invalidValue", `Attribute 'schemas' holds '${GROUP}', but this resource is described by '${USER}'.`],
    [
      [USER, GROUP],
      "invalidValue",
      `Attribute 'schemas' holds '${GROUP}', but this resource is described by '${USER}'.`,
    ],
    [
      [USER, "urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      "invalidValue",
      `Attribute 'schemas' holds 'urn:ietf:params:scim:api:messages:2.0:PatchOp', but this resource is described by '${USER}'.`,
    ],
    [[USER, 5], "invalidValue", "Attribute 'schemas' must hold URNs, found a number."],
  ])("the right schemas: %j", (schemas, scimType, detail) => {
    expect(() => normaliseResource({ schemas, userName: "ann" }, USERS)).toThrow(refusal(scimType, detail));
  });

  it("a required extension, with what is required in it", () => {
    const extension = {
      id: "urn:example:2.0:Badge",
      name: "Badge",
      description: "",
      attributes: [defineAttribute({ name: "number", required: true }), defineAttribute({ name: "color" })],
    };
    const schema: ResourceSchema = { core: USER_SCHEMA, extensions: [{ schema: extension, required: true }] };
    const input = { schemas: [USER], userName: "ann" };
    expect(() => normaliseResource(input, schema)).toThrow("Attribute 'urn:example:2.0:Badge' is required.");
    expect(() => normaliseResource({ ...input, "urn:example:2.0:Badge": { color: "red" } }, schema)).toThrow(
      "Attribute 'urn:example:2.0:Badge:number' is required.",
    );
    expect(normaliseResource({ ...input, "URN:example:2.0:badge": { NUMBER: "7" } }, schema)).toEqual({
      schemas: [USER, "urn:example:2.0:Badge"],
      userName: "ann",
      "urn:example:2.0:Badge": { number: "7" },
    });
  });
});

describe("normaliseResource lists schemas", () => {
  it("leaves out an extension without a value", () => {
    expect(
      normaliseResource({ schemas: [USER, ENTERPRISE], userName: "ann", [ENTERPRISE]: { department: null } }, USERS),
    ).toEqual({ schemas: [USER], userName: "ann" });
  });

  it("adds an extension that has a value, listed or not", () => {
    expect(user({ [ENTERPRISE]: { department: "x" } })["schemas"]).toEqual([USER, ENTERPRISE]);
  });

  it("ignores a foreign extension and its attributes", () => {
    const foreign = "urn:scim:schemas:extension:custom:1.0";
    expect(
      normaliseResource(
        {
          schemas: [USER, foreign, "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
          userName: "ann",
          [foreign]: { x: 1 },
        },
        USERS,
      ),
    ).toEqual({ schemas: [USER], userName: "ann" });
  });
});
