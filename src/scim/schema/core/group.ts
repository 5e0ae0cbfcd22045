import { defineAttribute } from "../schema.ts";
import type { Schema } from "../schema.ts";
import { GROUP_URN } from "../../urns.ts";

/** Schema of a Group (RFC 7643 sections 4.2 and 8.7.1, with the verified errata). */
export const GROUP_SCHEMA: Schema = {
  id: GROUP_URN,
  name: "Group",
  description: "A group of users, and of groups.",
  attributes: [
    defineAttribute({ name: "displayName", description: "Name of the group.", required: true }),
    defineAttribute({
      name: "members",
      type: "complex",
      multiValued: true,
      description: "Who belongs to the group.",
      subAttributes: [
        defineAttribute({ name: "value", description: "Id of the member.", mutability: "immutable" }),
        defineAttribute({
          name: "$ref",
          type: "reference",
          description: "URI of the member.",
          mutability: "immutable",
          referenceTypes: ["User", "Group"],
        }),
        defineAttribute({
          name: "type",
          description: "Resource type of the member.",
          mutability: "immutable",
          canonicalValues: ["User", "Group"],
        }),
        // RFC 7643 section 8.7.1 leaves it out, though the examples of both RFCs, and Okta, send it (erratum 6011).
        defineAttribute({ name: "display", description: "Name of the member.", mutability: "immutable" }),
      ],
    }),
  ],
};
