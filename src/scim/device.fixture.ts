// A resource type of the tests' own.
import type { ResourceSchema } from "./schema/resource-schema.ts";
import { defineAttribute } from "./schema/schema.ts";

/** The URN of the Device schema. */
export const DEVICE = "urn:example:params:scim:schemas:2.0:Device";

/** A type with attributes of all sorts. */
export const DEVICES: ResourceSchema = {
  core: {
    id: DEVICE,
    name: "Device",
    description: "",
    attributes: [
      defineAttribute({ name: "size", type: "integer" }),
      defineAttribute({ name: "weight", type: "decimal" }),
      defineAttribute({ name: "bought", type: "dateTime" }),
      defineAttribute({ name: "key", type: "binary" }),
      defineAttribute({ name: "tags", multiValued: true }),
      defineAttribute({
        name: "ports",
        type: "complex",
        multiValued: true,
        subAttributes: [
          defineAttribute({ name: "number", type: "integer", required: true }),
          defineAttribute({ name: "label" }),
        ],
      }),
    ],
  },
  extensions: [],
};
