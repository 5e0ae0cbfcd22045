import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { ENTERPRISE_USER_SCHEMA } from "./core/enterprise-user.ts";
import { GROUP_SCHEMA } from "./core/group.ts";
import { RESOURCE_TYPE_SCHEMA } from "./core/resource-type.ts";
import { SCHEMA_SCHEMA } from "./core/schema.ts";
import { SERVICE_PROVIDER_CONFIG_SCHEMA } from "./core/service-provider-config.ts";
import { USER_SCHEMA } from "./core/user.ts";
import { toJsonSchema } from "./json-schema.ts";
import type { JsonObject } from "../json.ts";
import { defineAttribute, toSchemaResource } from "./schema.ts";
import type { Schema } from "./schema.ts";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const META = {
  resourceType: "User",
  created: "2010-01-23T04:56:22Z",
  lastModified: "2011-05-13T04:42:34Z",
  version: 'W/"a330bc54f0671c9"',
  location: "https://example.com/v2/Users/2819c223-7f76-453a-919d-413861904646",
};
/** After RFC 7643 section 8.2, with the extension of section 8.3. */
const USER: JsonObject = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
  id: "2819c223-7f76-453a-919d-413861904646",
  externalId: "701984",
  userName: "bjensen@example.com",
  name: { formatted: "Ms. Barbara J Jensen, III", familyName: "Jensen", givenName: "Barbara" },
  displayName: "Babs Jensen",
  profileUrl: "https://login.example.com/bjensen",
  emails: [{ value: "bjensen@example.com", type: "work", primary: true }, { value: "babs@jensen.org" }],
  addresses: [{ type: "work", streetAddress: "100 Universal City Plaza", primary: true }],
  active: true,
  groups: [{ value: "e9e30dba", $ref: "https://example.com/v2/Groups/e9e30dba", display: "Tour Guides" }],
  x509Certificates: [{ value: "MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAwTjELMAkGA1UEBhMCVVMx" }],
  [ENTERPRISE]: { employeeNumber: "701984", manager: { value: "26118915", $ref: "../Users/26118915" } },
  meta: META,
};

function isValid(schema: Schema, resource: JsonObject, extensions: readonly Schema[] = []): boolean {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv.validate(
    toJsonSchema({ core: schema, extensions: extensions.map((e) => ({ schema: e, required: false })) }),
    resource,
  );
}

const isUser = (changes: JsonObject): boolean =>
  isValid(USER_SCHEMA, { ...USER, ...changes }, [ENTERPRISE_USER_SCHEMA]);

describe("toJsonSchema", () => {
  it("accepts the user of RFC 7643 section 8.2", () => {
    expect(isUser({})).toBe(true);
  });

  it.each<JsonObject>([
    { title: null, emails: null, name: null, active: null },
    { emails: [] },
    { emails: [{ value: "a", type: null, display: null }] },
    { shoeSize: 45, name: { nick: "x" } },
    { profileUrl: "relative/path" },
    { meta: { ...META, version: null } },
    { [ENTERPRISE]: null },
  ])("accepts %j", (changes) => {
    expect(isUser(changes)).toBe(true);
  });

  it.each<JsonObject>([
    { active: "true" },
    { userName: 5 },
    { userName: null },
    { userName: undefined },
    { id: undefined },
    { id: null },
    { id: 5 },
    { schemas: undefined },
    { schemas: [] },
    { schemas: "urn:ietf:params:scim:schemas:core:2.0:User" },
    { meta: undefined },
    { meta: null },
    { meta: { ...META, resourceType: undefined } },
    { meta: { ...META, location: undefined } },
    { meta: { ...META, created: "yesterday" } },
    { meta: { ...META, lastModified: 1305261754000 } },
    { name: "Babs" },
    { name: [] },
    { name: { givenName: 5 } },
    { emails: { value: "a" } },
    { emails: ["a"] },
    { emails: [{ primary: "true" }] },
    { x509Certificates: [{ value: "%" }] },
    { [ENTERPRISE]: { manager: "26118915" } },
    { [ENTERPRISE]: [] },
  ])("refuses %j", (changes) => {
    const resource: JsonObject = JSON.parse(JSON.stringify({ ...USER, ...changes }));
    expect(isValid(USER_SCHEMA, resource, [ENTERPRISE_USER_SCHEMA])).toBe(false);
  });

  it("knows numbers, and does not demand what is never returned", () => {
    const schema: Schema = {
      id: "urn:example:2.0:Device",
      name: "Device",
      description: "",
      attributes: [
        defineAttribute({ name: "size", type: "integer" }),
        defineAttribute({ name: "weight", type: "decimal" }),
        defineAttribute({ name: "pin", required: true, returned: "never" }),
        defineAttribute({ name: "tags", required: true, multiValued: true }),
      ],
    };
    const device = { schemas: ["urn:example:2.0:Device"], id: "1", meta: META, tags: ["a"] };
    expect(isValid(schema, { ...device, size: 3, weight: 1.5 })).toBe(true);
    expect(isValid(schema, { ...device, size: 1.5 })).toBe(false);
    expect(isValid(schema, { ...device, size: "3" })).toBe(false);
    expect(isValid(schema, { ...device, weight: "1.5" })).toBe(false);
    expect(isValid(schema, { ...device, tags: [] })).toBe(false);
    expect(isValid(schema, { ...device, tags: [5] })).toBe(false);
  });

  it("accepts a group, with or without members", () => {
    const group = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], id: "1", displayName: "g", meta: META };
    expect(isValid(GROUP_SCHEMA, group)).toBe(true);
    expect(isValid(GROUP_SCHEMA, { ...group, members: [{ value: "2", $ref: null, display: "B" }] })).toBe(true);
    expect(isValid(GROUP_SCHEMA, { ...group, members: ["2"] })).toBe(false);
  });
});

describe("toJsonSchema of discovery documents", () => {
  it("demands neither id nor meta of the service provider's configuration", () => {
    const supported = { supported: true };
    const config = {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
      patch: supported,
      bulk: { ...supported, maxOperations: 1000, maxPayloadSize: 1048576 },
      filter: { ...supported, maxResults: 200 },
      changePassword: supported,
      sort: supported,
      etag: supported,
      authenticationSchemes: [{ type: "oauthbearertoken", name: "Bearer", description: "A token." }],
    };
    expect(isValid(SERVICE_PROVIDER_CONFIG_SCHEMA, config)).toBe(true);
    expect(isValid(SERVICE_PROVIDER_CONFIG_SCHEMA, { ...config, patch: true })).toBe(false);
    expect(isValid(SERVICE_PROVIDER_CONFIG_SCHEMA, { ...config, filter: supported })).toBe(false);
  });

  it("demands no extensions of a resource type", () => {
    const type = {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
      name: "Group",
      endpoint: "/Groups",
      schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
      meta: { resourceType: "ResourceType", location: "https://example.com/v2/ResourceTypes/Group" },
    };
    expect(isValid(RESOURCE_TYPE_SCHEMA, type)).toBe(true);
    expect(isValid(RESOURCE_TYPE_SCHEMA, { ...type, schemaExtensions: [] })).toBe(true);
    expect(isValid(RESOURCE_TYPE_SCHEMA, { ...type, schemaExtensions: [{ schema: "urn:x:1" }] })).toBe(false);
  });

  it.each([USER_SCHEMA, GROUP_SCHEMA, ENTERPRISE_USER_SCHEMA, SCHEMA_SCHEMA].map((s) => [s.name, s] as const))(
    "accepts the schema resource of %s",
    (_name, schema) => {
      const resource: JsonObject = JSON.parse(
        JSON.stringify(toSchemaResource(schema, "https://example.com/v2/Schemas/x")),
      );
      expect(isValid(SCHEMA_SCHEMA, resource)).toBe(true);
    },
  );
});
