import { describe, expect, it } from "vitest";
import type { TargetFacts } from "../../profile/target-facts.ts";
import { createValidator } from "./validate.ts";

const LIST_URN = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const ERROR_URN = "urn:ietf:params:scim:api:messages:2.0:Error";
const PATCH_URN = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

describe("ListResponse", () => {
  const validate = createValidator().validateMessage;

  it("accepts the answer of RFC 7644 section 3.4.2", () => {
    const body = { schemas: [LIST_URN], totalResults: 2, Resources: [{ userName: "bjensen" }, { userName: "jsmith" }] };
    expect(validate("list-response", body)).toEqual([]);
  });

  it("takes null for absent and lets further members be", () => {
    const body = { schemas: [LIST_URN], totalResults: 0, Resources: null, startIndex: null, total: 1 };
    expect(validate("list-response", body)).toEqual([]);
  });

  it("finds members in another letter case", () => {
    expect(validate("list-response", { schemas: [LIST_URN], totalresults: 2, resources: [] })).toEqual([]);
  });

  it("lets pages by cursor leave out totalResults", () => {
    expect(validate("list-response", { schemas: [LIST_URN], nextCursor: "x", Resources: [] })).toEqual([]);
  });

  it("says where a counter is a text", () => {
    expect(validate("list-response", { schemas: [LIST_URN], totalResults: "2" })).toEqual([
      { keyword: "type", at: "/totalResults", expected: "an integer", actual: '"2"' },
    ]);
  });

  it("says once what is missing", () => {
    expect(validate("list-response", { schemas: [LIST_URN] })).toEqual([
      { keyword: "required", at: "/totalResults", expected: "the member totalResults", actual: "nothing" },
    ]);
  });

  it("says once that schemas names another message", () => {
    expect(validate("list-response", { schemas: [ERROR_URN], totalResults: 0 })).toEqual([
      { keyword: "contains", at: "/schemas", expected: `an array with "${LIST_URN}"`, actual: `["${ERROR_URN}"]` },
    ]);
  });
});

describe("Error", () => {
  const validate = createValidator().validateMessage;

  it("accepts the error of RFC 7644 section 3.12", () => {
    const body = { schemas: [ERROR_URN], scimType: "mutability", detail: "Attribute 'id' is readOnly", status: "400" };
    expect(validate("error", body)).toEqual([]);
  });

  it("refuses a status that is a number", () => {
    expect(validate("error", { schemas: [ERROR_URN], status: 404 })).toContainEqual({
      keyword: "type",
      at: "/status",
      expected: "a string",
      actual: "404",
    });
  });
});

describe("PatchOp", () => {
  const validate = createValidator().validateMessage;

  it.each([
    { op: "add", path: "members", value: [{ value: "2819c223" }] },
    { op: "remove", path: 'members[value eq "2819c223"]' },
    { op: "replace", value: { active: false } },
    { op: "Replace", path: "active", value: false },
  ])("accepts %j", (operation) => {
    expect(validate("patch-op", { schemas: [PATCH_URN], Operations: [operation] })).toEqual([]);
  });

  it.each([
    { op: "remove" },
    { op: "add", path: "title" },
    { op: "replace", value: "x" },
    { op: "move", path: "title" },
  ])("refuses %j", (operation) => {
    expect(validate("patch-op", { schemas: [PATCH_URN], Operations: [operation] })).not.toEqual([]);
  });
});

describe("discovery resources", () => {
  const validate = createValidator().validateMessage;

  it("points at the attribute of a schema whose mutability is no keyword", () => {
    const body = { id: "urn:x:1", attributes: [{ name: "a", multiValued: false, mutability: "readwrite" }] };
    expect(validate("schema", body)).toEqual([
      {
        keyword: "enum",
        at: "/attributes/0/mutability",
        expected: 'one of ["readOnly","readWrite","immutable","writeOnly",null]',
        actual: '"readwrite"',
      },
    ]);
  });

  it("wants the limits of bulk even when bulk is not supported", () => {
    const no = { supported: false };
    const body = {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
      patch: no,
      bulk: no,
      filter: { supported: true, maxResults: 200 },
      changePassword: no,
      sort: no,
      etag: no,
      authenticationSchemes: [],
    };
    expect(validate("service-provider-config", body).map(({ at }) => at)).toEqual([
      "/bulk/maxOperations",
      "/bulk/maxPayloadSize",
    ]);
  });

  it("wants a boolean required of each extension of a resource type", () => {
    const body = {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
      name: "User",
      endpoint: "/Users",
      schema: "urn:ietf:params:scim:schemas:core:2.0:User",
      schemaExtensions: [{ schema: "urn:x:1", required: "true" }],
    };
    expect(validate("resource-type", body)).toEqual([
      { keyword: "type", at: "/schemaExtensions/0/required", expected: "a boolean", actual: '"true"' },
    ]);
  });
});

describe("resources", () => {
  const USER_URN = "urn:ietf:params:scim:schemas:core:2.0:User";
  const user = {
    schemas: [USER_URN],
    id: "2819c223",
    userName: "bjensen",
    meta: {
      resourceType: "User",
      created: "2010-01-23T04:56:22Z",
      lastModified: "2010-01-23T04:56:22Z",
      location: "https://example.com/v2/Users/2819c223",
    },
  };

  it("holds users against RFC 7643 while nothing is known of the target", () => {
    const validate = createValidator().validateResource;
    expect(validate("/Users", user, undefined)).toEqual([]);
    expect(validate("/Users", { ...user, active: "true" }, undefined)).toEqual([
      { keyword: "type", at: "/active", expected: "a boolean or null", actual: '"true"' },
    ]);
  });

  it("holds users against what the target publishes", () => {
    const facts: TargetFacts = {
      serviceProviderConfig: undefined,
      resourceTypes: [{ name: "User", endpoint: "/Users", schema: USER_URN }],
      schemas: [{ id: USER_URN, attributes: [{ name: "level", type: "integer", multiValued: false }] }],
    };
    const validate = createValidator().validateResource;
    expect(validate("/Users", { ...user, level: 3 }, facts)).toEqual([]);
    expect(validate("/Users", { ...user, level: "3" }, facts).map(({ at }) => at)).toEqual(["/level"]);
  });

  it("says nothing of a type whose schema nobody knows", () => {
    const facts: TargetFacts = {
      serviceProviderConfig: undefined,
      resourceTypes: [{ name: "Device", endpoint: "/Devices", schema: "urn:x:Device" }],
      schemas: [],
    };
    expect(createValidator().validateResource("/Devices", { id: 1 }, facts)).toEqual([]);
  });
});

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

describe("User and Group", () => {
  const validate = createValidator().validateMessage;
  const user = { schemas: [USER], id: "2819c223", userName: "bjensen@example.com" };
  const group = {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
    id: "e9e30dba",
    displayName: "Tour Guides",
  };

  it("accepts the minimal user of RFC 7643 section 8.1, and the group of section 8.4", () => {
    const meta = {
      resourceType: "User",
      created: "2010-01-23T04:56:22Z",
      lastModified: "2011-05-13T04:42:34Z",
      version: 'W/"3694e05e9dff590"',
      location: "https://example.com/v2/Users/2819c223",
    };
    expect(validate("user", { ...user, meta })).toEqual([]);
    const members = [{ value: "2819c223", $ref: "https://example.com/v2/Users/2819c223", display: "Babs Jensen" }];
    expect(validate("group", { ...group, members })).toEqual([]);
  });

  it.each([
    { title: null, emails: [], name: null, meta: null, active: null },
    { emails: [{ value: "a@example.com", primary: null, verified: true }, null] },
    { badge: 17, "urn:example:2.0:User": { level: 3 }, [ENTERPRISE]: { costCenter: null, floor: 2 } },
    { name: { givenName: "Barbara", initials: ["B"] } },
    { externalId: null, groups: [{ value: "e9e30dba", type: "direct" }] },
  ])("lets %j be", (more) => {
    expect(validate("user", { ...user, ...more })).toEqual([]);
  });

  it("finds names in any letter case, at any depth, and says where in the schema's spelling", () => {
    expect(validate("user", { Schemas: [USER], ID: "2819c223", username: "bjensen" })).toEqual([]);
    const wrong = { ...user, Emails: [{ VALUE: 17 }], [ENTERPRISE.toLowerCase()]: { Manager: { Value: 4 } } };
    expect(validate("user", wrong).map(({ at, actual }) => [at, actual])).toEqual([
      ["/emails/0/value", "17"],
      [`/${ENTERPRISE}/manager/value`, "4"],
    ]);
  });

  it.each([
    ["/userName", { userName: 17 }],
    ["/userName", { userName: "" }],
    ["/userName", { userName: null }],
    ["/name/givenName", { name: { givenName: ["Barbara"] } }],
    ["/emails", { emails: "bjensen@example.com" }],
    ["/active", { active: "true" }],
    ["/schemas", { schemas: [] }],
  ])("says that %s is wrong in %j", (at, more) => {
    expect(validate("user", { ...user, ...more }).map((problem) => problem.at)).toEqual([at]);
  });

  it("lets the name of a group be empty, and not missing", () => {
    expect(validate("group", { ...group, displayName: "" })).toEqual([]);
    expect(validate("group", { schemas: group.schemas, id: group.id })).toMatchObject([{ at: "/displayName" }]);
  });
});
