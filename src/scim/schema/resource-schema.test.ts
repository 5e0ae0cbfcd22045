import { describe, expect, it } from "vitest";
import { readAttributePath } from "../attribute-path.ts";
import { ENTERPRISE_USER_SCHEMA } from "./core/enterprise-user.ts";
import { SCHEMA_SCHEMA } from "./core/schema.ts";
import { USER_SCHEMA } from "./core/user.ts";
import { COMMON_ATTRIBUTES, memberAttributes, resolvePath } from "./resource-schema.ts";
import type { ResourceSchema } from "./resource-schema.ts";
import { defineAttribute } from "./schema.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const OKTA_GROUP = "urn:okta:custom:group:1.0";
const SCHEMA: ResourceSchema = {
  core: USER_SCHEMA,
  extensions: [
    { schema: ENTERPRISE_USER_SCHEMA, required: false },
    {
      schema: {
        id: OKTA_GROUP,
        name: "Group",
        description: "",
        attributes: [defineAttribute({ name: "description" })],
      },
      required: true,
    },
  ],
};

function place(text: string): string | undefined {
  const path = readAttributePath(text);
  const resolved = path && resolvePath(SCHEMA, path);
  if (resolved === undefined) return undefined;
  return [resolved.container, resolved.attribute.name, resolved.sub?.name]
    .filter((part) => part !== undefined)
    .join(" > ");
}

describe("resolvePath", () => {
  it.each([
    ["userName", "userName"],
    ["USERNAME", "userName"],
    ["Name.FamilyName", "name > familyName"],
    ["groups.$REF", "groups > $ref"],
    ["id", "id"],
    ["schemas", "schemas"],
    ["externalid", "externalId"],
    ["meta.lastmodified", "meta > lastModified"],
    ["urn:ietf:params:scim:schemas:core:2.0:User:userName", "userName"],
    ["URN:IETF:params:scim:schemas:core:2.0:user:name.givenname", "name > givenName"],
    ["urn:ietf:params:scim:schemas:core:2.0:User:id", "id"],
    [`${ENTERPRISE}:employeeNumber`, `${ENTERPRISE} > employeeNumber`],
    [`${ENTERPRISE.toUpperCase()}:MANAGER.VALUE`, `${ENTERPRISE} > manager > value`],
    [ENTERPRISE, ENTERPRISE],
    [ENTERPRISE.toLowerCase(), ENTERPRISE],
    [OKTA_GROUP, OKTA_GROUP],
    [`${OKTA_GROUP}:description`, `${OKTA_GROUP} > description`],
  ])("finds %s", (text, found) => {
    expect(place(text)).toBe(found);
  });

  it.each([
    "shoeSize",
    "name.shoeSize",
    "userName.sub",
    "employeeNumber",
    `${ENTERPRISE}:userName`,
    `${ENTERPRISE}:id`,
    `${ENTERPRISE}.employeeNumber`,
    "urn:ietf:params:scim:schemas:core:2.0:User",
    "urn:ietf:params:scim:schemas:core:2.0:Group:displayName",
    "urn:example:1.0",
  ])("finds nothing for %s", (text) => {
    expect(place(text)).toBeUndefined();
  });
});

describe("what a path leads to", () => {
  it("has the characteristics of an attribute or a sub-attribute", () => {
    expect(resolvePath(SCHEMA, { name: "password" })?.attribute.returned).toBe("never");
    expect(resolvePath(SCHEMA, { name: "groups", sub: "value" })?.sub?.mutability).toBe("readOnly");
  });

  it("is a whole extension as a complex attribute", () => {
    const attribute = resolvePath(SCHEMA, { urn: OKTA_GROUP, name: "" })?.attribute;
    expect(attribute).toMatchObject({ name: OKTA_GROUP, type: "complex", required: true, multiValued: false });
    expect(attribute?.subAttributes?.map(({ name }) => name)).toEqual(["description"]);
  });
});

describe("common attributes", () => {
  it("have the characteristics of RFC 7643 section 3.1", () => {
    expect(
      COMMON_ATTRIBUTES.map(({ name, mutability, returned, caseExact }) => [name, mutability, returned, caseExact]),
    ).toEqual([
      ["schemas", "readWrite", "always", false],
      ["id", "readOnly", "always", true],
      ["externalId", "readWrite", "default", true],
      ["meta", "readOnly", "default", false],
    ]);
  });

  it("take precedence over a schema that lists them itself", () => {
    const names = memberAttributes({ core: SCHEMA_SCHEMA, extensions: [] }).map(({ name }) => name);
    expect(names).toEqual(["schemas", "id", "externalId", "meta", "name", "description", "attributes"]);
    expect(resolvePath({ core: SCHEMA_SCHEMA, extensions: [] }, { name: "id" })?.attribute.returned).toBe("always");
  });
});
