import { describe, expect, it } from "vitest";
import type { TargetFacts } from "../../profile/target-facts.ts";
import { createTargetTypes, findTargetType } from "./target-types.ts";

const USER_URN = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE_URN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

function facts(part: Partial<TargetFacts>): TargetFacts {
  return { serviceProviderConfig: undefined, resourceTypes: undefined, schemas: undefined, ...part };
}

describe("a target that publishes nothing", () => {
  it("has the User of RFC 7643 with the enterprise extension", () => {
    const type = findTargetType(undefined, "/Users");
    expect(type).toMatchObject({ name: "User", isPublished: false, isSchemaPublished: false });
    expect(type?.extensions).toEqual([ENTERPRISE_URN]);
    expect(type?.schema?.core.id).toBe(USER_URN);
  });

  it("has no type at another endpoint", () => {
    expect(findTargetType(undefined, "/Devices")).toBeUndefined();
  });
});

describe("a target that publishes its resource types", () => {
  it.each(["/Users", "Users", "Users/", "https://example.com/scim/v2/Users"])("finds the type at %s", (endpoint) => {
    const published = facts({ resourceTypes: [{ name: "Person", endpoint, schema: USER_URN }] });
    expect(findTargetType(published, "/Users")).toMatchObject({ name: "Person", isPublished: true });
  });

  it("reads its own schema before that of the RFC", () => {
    const published = facts({
      resourceTypes: [{ name: "User", endpoint: "/Users", schema: USER_URN }],
      schemas: [{ id: USER_URN.toLowerCase(), attributes: [{ name: "badge" }] }],
    });
    const type = findTargetType(published, "/Users");
    expect(type?.isSchemaPublished).toBe(true);
    expect(type?.schema?.core.attributes.map(({ name }) => name)).toEqual(["badge"]);
  });

  it("knows the extensions that it declares, published or not", () => {
    const schemaExtensions = [{ schema: "urn:x:unpublished", required: true }, { schema: ENTERPRISE_URN }];
    const published = facts({
      resourceTypes: [{ name: "User", endpoint: "/Users", schema: USER_URN, schemaExtensions }],
    });
    const type = findTargetType(published, "/Users");
    expect(type?.extensions).toEqual(["urn:x:unpublished", ENTERPRISE_URN]);
    expect(type?.schema?.extensions.map(({ schema }) => schema.id)).toEqual([ENTERPRISE_URN]);
  });

  it("has no type that it does not list", () => {
    const published = facts({ resourceTypes: [{ name: "User", endpoint: "/Users", schema: USER_URN }] });
    expect(findTargetType(published, "/Groups")).toBeUndefined();
  });
});

it("reads the schemas of a target once", () => {
  const typeAt = createTargetTypes();
  const target = facts({ resourceTypes: [{ name: "User", endpoint: "/Users", schema: USER_URN }] });
  expect(typeAt("/Users", target)).toBe(typeAt("/Users", target));
  expect(typeAt("/Users", undefined)).not.toBe(typeAt("/Users", target));
});
