import type { Schema, SchemaAttribute } from "../schema.ts";
import { SCHEMA_URN } from "../../urns.ts";
import { defineReadOnly } from "./read-only-attribute.ts";

/**
 * Schema of a schema (RFC 7643 sections 7 and 8.7.2, with the verified errata); the one that may nest complex
 * attributes.
 */
export const SCHEMA_SCHEMA: Schema = {
  id: SCHEMA_URN,
  name: "Schema",
  description: "The attributes that a URN stands for.",
  attributes: [
    defineReadOnly({ name: "id", description: "URN of the schema.", required: true }),
    defineReadOnly({ name: "name", description: "Name of the schema.", required: true }),
    defineReadOnly({ name: "description", description: "What the schema describes." }),
    defineReadOnly({
      name: "attributes",
      type: "complex",
      multiValued: true,
      description: "The attributes.",
      required: true,
      subAttributes: [
        ...defineCharacteristics([
          "string",
          "complex",
          "boolean",
          "decimal",
          "integer",
          "dateTime",
          "reference",
          "binary",
        ]),
        defineReadOnly({
          name: "subAttributes",
          type: "complex",
          multiValued: true,
          description: "The parts of a complex attribute.",
          subAttributes: defineCharacteristics([
            "string",
            "boolean",
            "decimal",
            "integer",
            "dateTime",
            "reference",
            "binary",
          ]),
        }),
      ],
    }),
  ],
};

function defineCharacteristics(types: readonly string[]): readonly SchemaAttribute[] {
  return [
    defineReadOnly({ name: "name", description: "Name of the attribute.", required: true, caseExact: true }),
    defineReadOnly({ name: "type", description: "Data type.", required: true, canonicalValues: types }),
    defineReadOnly({
      name: "multiValued",
      type: "boolean",
      description: "Whether it may have several values.",
      required: true,
    }),
    defineReadOnly({ name: "description", description: "What the attribute means.", caseExact: true }),
    defineReadOnly({ name: "required", type: "boolean", description: "Whether it must have a value." }),
    defineReadOnly({
      name: "canonicalValues",
      multiValued: true,
      description: "Values that are suggested.",
      caseExact: true,
    }),
    defineReadOnly({ name: "caseExact", type: "boolean", description: "Whether letter case counts in comparisons." }),
    defineKeyword("mutability", "Who may change it, and when.", ["readOnly", "readWrite", "immutable", "writeOnly"]),
    defineKeyword("returned", "When it is returned.", ["always", "never", "default", "request"]),
    defineKeyword("uniqueness", "How far its values differ.", ["none", "server", "global"]),
    defineReadOnly({
      name: "referenceTypes",
      multiValued: true,
      description: "What a reference may point to: resource types, external or uri.",
      caseExact: true,
    }),
  ];
}

function defineKeyword(name: string, description: string, canonicalValues: readonly string[]): SchemaAttribute {
  return defineReadOnly({ name, description, caseExact: true, canonicalValues });
}
