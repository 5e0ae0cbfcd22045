// What the tests of filters filter.
import { ENTERPRISE_USER_SCHEMA } from "../schema/core/enterprise-user.ts";
import { USER_SCHEMA } from "../schema/core/user.ts";
import type { JsonObject } from "../json.ts";
import type { ResourceSchema } from "../schema/resource-schema.ts";
import { defineAttribute } from "../schema/schema.ts";

/** Users with an attribute of each type that the core schema lacks. */
export const SCHEMA: ResourceSchema = {
  core: {
    ...USER_SCHEMA,
    attributes: [
      ...USER_SCHEMA.attributes,
      defineAttribute({ name: "level", type: "integer" }),
      defineAttribute({ name: "rate", type: "decimal" }),
      defineAttribute({ name: "code", caseExact: true }),
      defineAttribute({ name: "tags", multiValued: true }),
      defineAttribute({ name: "birthday", type: "dateTime" }),
    ],
  },
  extensions: [{ schema: ENTERPRISE_USER_SCHEMA, required: false }],
};

/** The URN of the enterprise extension. */
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** A user with all sorts of values. */
export const BARBARA: JsonObject = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
  id: "2819c223-AAAA",
  externalId: "Ext701984",
  userName: "bjensen",
  name: { familyName: "O'Malley", givenName: "Barbara" },
  userType: "Employee",
  active: false,
  emails: [
    { value: "bjensen@example.com", type: "work", primary: true },
    { value: "babs@jensen.org", type: "home" },
    { value: "untyped@example.net" },
  ],
  photos: [{ value: "https://example.com/Photo", type: "photo" }],
  x509Certificates: [{ value: "MIIDQz" }],
  level: 5,
  rate: 2.5,
  code: "AbC",
  tags: ["red", "Green"],
  birthday: "2011-05-13T04:42:34Z",
  nickName: "",
  profileUrl: "https://example.com/Babs",
  meta: {
    resourceType: "User",
    created: "2010-01-23T04:56:22Z",
    lastModified: "2011-05-13T04:42:34.5Z",
    location: "https://example.com/v2/Users/2819c223-AAAA",
  },
  [ENTERPRISE]: { employeeNumber: "701984", manager: { value: "26118915-X" } },
};
