import { describe, expect, it } from "vitest";
import { ENTERPRISE_USER_SCHEMA } from "./schema/core/enterprise-user.ts";
import { USER_SCHEMA } from "./schema/core/user.ts";
import type { JsonObject } from "./json.ts";
import { compileProjection, parseProjection } from "./projection.ts";
import type { ProjectionParameters } from "./projection.ts";
import type { ResourceSchema } from "./schema/resource-schema.ts";
import { defineAttribute } from "./schema/schema.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const SCHEMA: ResourceSchema = {
  core: {
    ...USER_SCHEMA,
    attributes: [
      ...USER_SCHEMA.attributes,
      defineAttribute({ name: "badge", returned: "always" }),
      defineAttribute({ name: "salary", type: "integer", returned: "request" }),
      defineAttribute({
        name: "cards",
        type: "complex",
        multiValued: true,
        subAttributes: [
          defineAttribute({ name: "value", returned: "always" }),
          defineAttribute({ name: "owner" }),
          defineAttribute({ name: "limit", returned: "request" }),
          defineAttribute({ name: "pin", returned: "never" }),
        ],
      }),
    ],
  },
  extensions: [{ schema: ENTERPRISE_USER_SCHEMA, required: false }],
};

const RESOURCE: JsonObject = {
  schemas: [USER, ENTERPRISE],
  id: "2819c223",
  userName: "bjensen",
  name: { familyName: "Jensen", givenName: "Barbara" },
  emails: [
    { value: "bjensen@example.com", type: null, primary: true },
    { value: "babs@jensen.org", type: "home" },
  ],
  ims: [],
  password: "secret",
  badge: "B1",
  salary: 5000,
  cards: [{ value: "c1", owner: "Babs", limit: 10, pin: "0000" }, { pin: "1111" }],
  [ENTERPRISE]: { employeeNumber: "701984", manager: { value: "26118915", displayName: "John" } },
  meta: { resourceType: "User", location: "https://example.com/v2/Users/2819c223" },
  secretOfTheServer: true,
};

const MINIMUM = { schemas: [USER, ENTERPRISE], id: "2819c223", badge: "B1", cards: [{ value: "c1" }] };

function project(parameters: ProjectionParameters, resource: JsonObject = RESOURCE): JsonObject {
  return compileProjection(parseProjection(parameters), SCHEMA)(resource);
}

const only = (attributes: string): JsonObject => project({ attributes });
const except = (excludedAttributes: string): JsonObject => project({ excludedAttributes });

describe("without parameters", () => {
  it("returns all but what is never returned, must be asked for, or is no attribute", () => {
    expect(project({})).toEqual({
      schemas: [USER, ENTERPRISE],
      id: "2819c223",
      userName: "bjensen",
      name: { familyName: "Jensen", givenName: "Barbara" },
      emails: [
        { value: "bjensen@example.com", type: null, primary: true },
        { value: "babs@jensen.org", type: "home" },
      ],
      ims: [],
      badge: "B1",
      cards: [{ value: "c1", owner: "Babs" }],
      [ENTERPRISE]: { employeeNumber: "701984", manager: { value: "26118915", displayName: "John" } },
      meta: { resourceType: "User", location: "https://example.com/v2/Users/2819c223" },
    });
  });

  it("keeps the order of the resource", () => {
    expect(Object.keys(project({}, { userName: "a", id: "1", schemas: [USER] }))).toEqual([
      "userName",
      "id",
      "schemas",
    ]);
  });
});

describe("attributes", () => {
  it("gives the example of RFC 7644 section 3.9", () => {
    expect(
      project(
        { attributes: "userName" },
        {
          schemas: [USER],
          id: "2819c223-7f76-453a-919d-413861904646",
          userName: "bjensen",
          title: "x",
          meta: { resourceType: "User" },
        },
      ),
    ).toEqual({ schemas: [USER], id: "2819c223-7f76-453a-919d-413861904646", userName: "bjensen" });
  });

  it.each<readonly [string, JsonObject]>([
    ["userName", { userName: "bjensen" }],
    ["USERNAME", { userName: "bjensen" }],
    [`${USER}:userName`, { userName: "bjensen" }],
    ["name", { name: { familyName: "Jensen", givenName: "Barbara" } }],
    ["name.familyName", { name: { familyName: "Jensen" } }],
    [" name.familyName , userName ", { name: { familyName: "Jensen" }, userName: "bjensen" }],
    ["name.familyName,name", { name: { familyName: "Jensen", givenName: "Barbara" } }],
    ["emails.value", { emails: [{ value: "bjensen@example.com" }, { value: "babs@jensen.org" }] }],
    ["emails.primary", { emails: [{ primary: true }] }],
    ["emails.display", {}],
    ["ims", { ims: [] }],
    ["ims.value", {}],
    ["password", {}],
    ["salary", { salary: 5000 }],
    ["cards", { cards: [{ value: "c1", owner: "Babs" }] }],
    ["cards.limit", { cards: [{ value: "c1", limit: 10 }] }],
    ["cards.pin", {}],
    [ENTERPRISE, { [ENTERPRISE]: { employeeNumber: "701984", manager: { value: "26118915", displayName: "John" } } }],
    [`${ENTERPRISE}:employeeNumber`, { [ENTERPRISE]: { employeeNumber: "701984" } }],
    [`${ENTERPRISE.toUpperCase()}:MANAGER.value`, { [ENTERPRISE]: { manager: { value: "26118915" } } }],
    ["employeeNumber", {}],
    ["meta.resourceType", { meta: { resourceType: "User" } }],
    ["nothingLikeIt", {}],
    ["id", {}],
  ])("%s", (attributes, expected) => {
    expect(only(attributes)).toEqual({ ...MINIMUM, ...expected });
  });

  it("takes the list of a search request", () => {
    expect(project({ attributes: ["userName", "salary"] })).toEqual({
      ...MINIMUM,
      userName: "bjensen",
      salary: 5000,
    });
  });
});

describe("excludedAttributes", () => {
  const whole = project({});
  const without = (...names: readonly string[]): JsonObject =>
    Object.fromEntries(Object.entries(whole).filter(([key]) => !names.includes(key)));

  it.each<readonly [string, JsonObject]>([
    ["userName", without("userName")],
    ["USERNAME,emails", without("userName", "emails")],
    ["name.familyName", { ...whole, name: { givenName: "Barbara" } }],
    ["name.familyName,name.givenName", without("name")],
    ["emails.value", { ...whole, emails: [{ type: null, primary: true }, { type: "home" }] }],
    ["id,schemas,badge", whole],
    ["cards", { ...whole, cards: [{ value: "c1" }] }],
    ["cards.value", whole],
    ["cards.owner", { ...whole, cards: [{ value: "c1" }] }],
    [ENTERPRISE, without(ENTERPRISE)],
    [`${ENTERPRISE}:manager`, { ...whole, [ENTERPRISE]: { employeeNumber: "701984" } }],
    [
      `${ENTERPRISE}:manager.displayName`,
      { ...whole, [ENTERPRISE]: { employeeNumber: "701984", manager: { value: "26118915" } } },
    ],
    ["meta", without("meta")],
    ["password,salary,nothingLikeIt", whole],
  ])("%s", (excludedAttributes, expected) => {
    expect(except(excludedAttributes)).toEqual(expected);
  });
});

describe("parseProjection", () => {
  it("takes blank parameters for absent ones", () => {
    expect(parseProjection({ attributes: null, excludedAttributes: undefined })).toEqual({});
    expect(parseProjection({ attributes: " ", excludedAttributes: "," })).toEqual({});
    expect(parseProjection({ attributes: "", excludedAttributes: "name" })).toEqual({
      excludedAttributes: [{ name: "name" }],
    });
  });

  it("refuses both at once, and names that are none", () => {
    expect(() => parseProjection({ attributes: "a", excludedAttributes: "b" })).toThrow(
      expect.objectContaining({ status: 400, scimType: "invalidValue" }),
    );
    expect(() => parseProjection({ attributes: "emails[0]" })).toThrow(
      "Parameter 'attributes' holds 'emails[0]', which is not an attribute such as name.familyName.",
    );
  });
});
