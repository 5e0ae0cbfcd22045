import type { Schema } from "../schema.ts";
import { RESOURCE_TYPE_URN } from "../../urns.ts";
import { defineReadOnly } from "./read-only-attribute.ts";

/** Schema of a resource type (RFC 7643 sections 6 and 8.7.2, with the verified errata). */
export const RESOURCE_TYPE_SCHEMA: Schema = {
  id: RESOURCE_TYPE_URN,
  name: "ResourceType",
  description: "A type of resource, with its endpoint and its schemas.",
  attributes: [
    defineReadOnly({ name: "id", description: "Identifier; often the name." }),
    defineReadOnly({
      name: "name",
      description: "Name, as in meta.resourceType.",
      required: true,
      caseExact: true,
      uniqueness: "server",
    }),
    defineReadOnly({ name: "description", description: "What resources of the type are." }),
    defineReadOnly({
      name: "endpoint",
      type: "reference",
      description: "Where the resources are, from the base URL on; such as /Users.",
      required: true,
      uniqueness: "server",
      referenceTypes: ["uri"],
    }),
    defineReadOnly({
      name: "schema",
      type: "reference",
      description: "URN of the core schema.",
      required: true,
      caseExact: true,
      referenceTypes: ["uri"],
    }),
    defineReadOnly({
      name: "schemaExtensions",
      type: "complex",
      multiValued: true,
      description: "Extensions of the type.",
      // Section 6 calls it OPTIONAL, section 8.7.2 required.
      required: true,
      subAttributes: [
        defineReadOnly({
          name: "schema",
          type: "reference",
          description: "URN of the extension.",
          required: true,
          caseExact: true,
          referenceTypes: ["uri"],
        }),
        defineReadOnly({
          name: "required",
          type: "boolean",
          description: "Whether every resource of the type must have the extension.",
          required: true,
        }),
      ],
    }),
  ],
};
