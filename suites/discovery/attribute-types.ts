import {
  defineCheck,
  getIgnoreCase,
  isArray,
  isGiven,
  readSchemas,
  sameUrn,
  SCHEMA_URN,
  textOf,
  verifyAttributes,
  without,
} from "../../src/kit/index.ts";
import type { Check, Json, PublishedAttribute } from "../../src/kit/index.ts";
import { tamperAttribute, tamperAttributes } from "./words/tamper-schemas.ts";

// RFC 7643 section 2.3; binary belongs to the list by errata 5606 and 8435.
const TYPES = ["string", "boolean", "decimal", "integer", "datetime", "binary", "reference", "complex"];

const types = defineCheck({
  id: "discovery.schemas.types",
  title: "Attributes at /Schemas are of one of the eight types of the RFC",
  rule: "RFC7643-2.3-01",
  advice: "Use string, boolean, decimal, integer, dateTime, binary, reference or complex as the type of an attribute.",
  run: async (t) => {
    verifyAttributes(await readSchemas(t), {
      fault: "have a type that the RFC does not know",
      expected: "string, boolean, decimal, integer, dateTime, binary, reference or complex",
      member: "type",
      isBroken: (type) => typeof type === "string" && !TYPES.includes(type.toLowerCase()),
    });
  },
  defects: {
    "schema-type-of-the-database": tamperAttribute("userName", (attribute) => ({ ...attribute, type: "varchar" })),
    "schema-type-array": tamperAttributes((attribute) =>
      attribute["multiValued"] === true ? { ...attribute, type: "array" } : attribute,
    ),
  },
});

const subAttributes = defineCheck({
  id: "discovery.schemas.sub-attributes",
  title: "Complex attributes at /Schemas list their sub-attributes",
  rule: "RFC7643-7-06",
  advice: "List the sub-attributes of every complex attribute, so that a client can map them.",
  run: async (t) => {
    verifyAttributes(await readSchemas(t), {
      fault: "are complex and do not list their sub-attributes",
      expected: "an array with at least one sub-attribute",
      member: "subAttributes",
      isBroken: (found, { json }) => isComplex(json) && !hasItems(found),
    });
  },
  defects: {
    "schema-without-sub-attributes": tamperAttributes((attribute) => without(attribute, "subAttributes")),
    "schema-with-empty-sub-attributes": tamperAttribute("emails", (attribute) => ({ ...attribute, subAttributes: [] })),
  },
});

const nesting = defineCheck({
  id: "discovery.schemas.nesting",
  title: "Complex attributes at /Schemas do not nest",
  rule: "RFC7643-2.3.8-02",
  advice: "Flatten the attribute: a sub-attribute may be of any type but complex.",
  run: async (t) => {
    verifyAttributes(await readSchemas(t), {
      fault: "are complex although they are sub-attributes",
      expected: "a type other than complex, and no sub-attributes of its own",
      member: "type",
      isBroken: (_, { schema, parent, json }) =>
        // The schema of schemas itself nests, by the RFC.
        !sameUrn(schema, SCHEMA_URN) &&
        parent !== undefined &&
        (isComplex(json) || hasItems(getIgnoreCase(json, "subAttributes"))),
    });
  },
  defects: {
    "schema-with-nested-complex-attribute": tamperAttribute("name.formatted", (attribute) => ({
      ...attribute,
      type: "complex",
      subAttributes: [{ name: "value", type: "string", multiValued: false }],
    })),
  },
});

const neutral = defineCheck({
  id: "discovery.schemas.complex-characteristics",
  title: "Complex attributes at /Schemas have no uniqueness and no letter case of their own",
  rule: "RFC7643-2.3.8-03",
  advice:
    "Leave uniqueness and caseExact out of complex attributes, or say none and false; say it of the sub-attribute instead.",
  run: async (t) => {
    const published = await readSchemas(t);
    verifyAttributes(published, {
      fault: "are complex and claim a uniqueness",
      expected: ["none", "nothing"],
      member: "uniqueness",
      isBroken: (value, { json }) => isComplex(json) && typeof value === "string" && value !== "none",
    });
    verifyAttributes(published, {
      fault: "are complex and claim to be case exact",
      expected: ["false", "nothing"],
      member: "caseExact",
      isBroken: (caseExact, { json }) => isComplex(json) && caseExact === true,
    });
  },
  defects: {
    "schema-with-unique-emails": tamperAttribute("emails", (attribute) => ({ ...attribute, uniqueness: "server" })),
    "schema-with-case-exact-complex-attributes": tamperAttribute("name", (attribute) => ({
      ...attribute,
      caseExact: true,
    })),
  },
});

const referenceTypes = defineCheck({
  id: "discovery.schemas.reference-types",
  title: "referenceTypes at /Schemas is an array of names",
  rule: "RFC7643-7-07",
  advice: 'Write referenceTypes as an array also when there is one, for example ["User"].',
  run: async (t) => {
    verifyAttributes(await readSchemas(t), {
      fault: "have referenceTypes that are no array of names",
      expected: "an array of texts",
      member: "referenceTypes",
      isBroken: (value) => isGiven(value) && !(isArray(value) && value.every((item) => typeof item === "string")),
    });
  },
  defects: {
    "schema-with-reference-type-outside-an-array": tamperAttributes((attribute) => {
      const value = attribute["referenceTypes"];
      return isArray(value) ? { ...attribute, referenceTypes: value[0] } : attribute;
    }),
  },
});

const primary = defineCheck({
  id: "discovery.schemas.primary",
  title: "primary at /Schemas is a boolean",
  rule: "RFC7643-2.4-06",
  advice: "Define the sub-attribute primary of a multi-valued attribute as a boolean.",
  run: async (t) => {
    verifyAttributes(await readSchemas(t), {
      fault: "define primary as something else than a boolean",
      expected: '"boolean"',
      member: "type",
      isBroken: (type, attribute) =>
        isPrimary(attribute) && typeof type === "string" && type.toLowerCase() !== "boolean",
    });
  },
  defects: {
    "schema-with-primary-as-text": tamperAttribute("emails.primary", (attribute) => ({ ...attribute, type: "string" })),
  },
});

/** What /Schemas must say of types. */
export const attributeTypeChecks: readonly Check[] = [types, subAttributes, nesting, neutral, referenceTypes, primary];

function isComplex(json: PublishedAttribute["json"]): boolean {
  return textOf(json, "type")?.toLowerCase() === "complex";
}

function isPrimary({ json, parent }: PublishedAttribute): boolean {
  return (
    textOf(json, "name")?.toLowerCase() === "primary" &&
    parent !== undefined &&
    getIgnoreCase(parent, "multiValued") === true
  );
}

function hasItems(value: Json | undefined): boolean {
  return isArray(value) && value.length > 0;
}
