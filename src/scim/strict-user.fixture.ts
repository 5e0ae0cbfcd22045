// A user whose schema forbids a lot, for tests of what PATCH refuses.
import { ENTERPRISE_USER_SCHEMA } from "./schema/core/enterprise-user.ts";
import { USER_SCHEMA } from "./schema/core/user.ts";
import type { JsonObject } from "./json.ts";
import type { ResourceSchema } from "./schema/resource-schema.ts";
import { defineAttribute } from "./schema/schema.ts";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
/** The URN of an extension with a required attribute. */
export const BADGE = "urn:example:2.0:Badge";
/** Users with immutable and required attributes. */
export const SCHEMA: ResourceSchema = {
  core: {
    ...USER_SCHEMA,
    attributes: [
      ...USER_SCHEMA.attributes,
      defineAttribute({ name: "birthplace", mutability: "immutable" }),
      defineAttribute({ name: "tags", multiValued: true, required: true }),
      defineAttribute({
        name: "cards",
        type: "complex",
        multiValued: true,
        subAttributes: [defineAttribute({ name: "number", required: true }), defineAttribute({ name: "note" })],
      }),
    ],
  },
  extensions: [
    { schema: ENTERPRISE_USER_SCHEMA, required: false },
    {
      schema: {
        id: BADGE,
        name: "Badge",
        description: "",
        attributes: [defineAttribute({ name: "number", required: true }), defineAttribute({ name: "color" })],
      },
      required: false,
    },
  ],
};
/** A user of that schema. */
export const RESOURCE: JsonObject = {
  schemas: [USER],
  userName: "bjensen",
  title: "Guide",
  birthplace: "Paris",
  tags: ["a"],
  cards: [{ number: "1", note: "x" }],
  name: { givenName: "B" },
  emails: [{ value: "a", type: "work", primary: true }, { value: "b" }],
};
