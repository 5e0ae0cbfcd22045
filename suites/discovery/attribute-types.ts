import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { without } from "../../src/kit/defects/tamper.ts";
import { getIgnoreCase, isArray } from "../../src/scim/json.ts";
import type { Json } from "../../src/scim/json.ts";
import { SCHEMA_URN, sameUrn } from "../../src/scim/urns.ts";
import { isGiven, readSchemas, textOf, verifyAttributes } from "../../src/kit/published/published-schemas.ts";
import type { PublishedAttribute } from "../../src/kit/published/published-schemas.ts";
import { tamperAttribute, tamperAttributes } from "./words/tamper-schemas.ts";

// RFC 7643 section 2.3; binary belongs to the list by errata 5606 and 8435.
const TYPES = ["string", "boolean", "decimal", "integer", "datetime", "binary", "reference", "complex"];

const types = defineCheck({
  id: "discovery.schemas.types",
  title: "Attributes at /Schemas are of one of the eight types of the RFC",
  clause: rfc("RFC7643-2.3-01"),
  advice: "Use string, boolean, decimal, integer, dateTime, binary, reference or complex as the type of an attribute.",
  run: async (t) => {
    verifyAttributes(await readSchemas(t), {
      fault: "have a type that the RFC does not know",
      expected: "string, boolean, decimal, integer, dateTime, binary, reference or complex",
      member: "type",
      isBroken: ({ json }) => {
        const type = textOf(json, "type");
        return type !== undefined && !TYPES.includes(type.toLowerCase());
      },
    });
  },
  defects: [
    {
      name: "schema-type-of-the-database",
      breaks: "RFC7643-2.3-01",
      wrap: tamperAttribute("userName", (attribute) => ({ ...attribute, type: "varchar" })),
    },
    {
      name: "schema-type-array",
      breaks: "RFC7643-2.3-01",
      wrap: tamperAttributes((attribute) =>
        attribute["multiValued"] === true ? { ...attribute, type: "array" } : attribute,
      ),
    },
  ],
});

const subAttributes = defineCheck({
  id: "discovery.schemas.sub-attributes",
  title: "Complex attributes at /Schemas list their sub-attributes",
  clause: rfc("RFC7643-7-06"),
  advice: "List the sub-attributes of every complex attribute, so that a client can map them.",
  run: async (t) => {
    verifyAttributes(await readSchemas(t), {
      fault: "are complex and do not list their sub-attributes",
      expected: "an array with at least one sub-attribute",
      member: "subAttributes",
      isBroken: ({ json }) => isComplex(json) && !hasItems(getIgnoreCase(json, "subAttributes")),
    });
  },
  defects: [
    {
      name: "schema-without-sub-attributes",
      breaks: "RFC7643-7-06",
      wrap: tamperAttributes((attribute) => without(attribute, "subAttributes")),
    },
    {
      name: "schema-with-empty-sub-attributes",
      breaks: "RFC7643-7-06",
      wrap: tamperAttribute("emails", (attribute) => ({ ...attribute, subAttributes: [] })),
    },
  ],
});

const nesting = defineCheck({
  id: "discovery.schemas.nesting",
  title: "Complex attributes at /Schemas do not nest",
  clause: rfc("RFC7643-2.3.8-02"),
  advice: "Flatten the attribute: a sub-attribute may be of any type but complex.",
  run: async (t) => {
    verifyAttributes(await readSchemas(t), {
      fault: "are complex although they are sub-attributes",
      expected: "a type other than complex, and no sub-attributes of its own",
      member: "type",
      isBroken: (attribute) =>
        // The schema of schemas itself nests, by the RFC.
        !sameUrn(attribute.schema, SCHEMA_URN) &&
        attribute.parent !== undefined &&
        (isComplex(attribute.json) || hasItems(getIgnoreCase(attribute.json, "subAttributes"))),
    });
  },
  defects: [
    {
      name: "schema-with-nested-complex-attribute",
      breaks: "RFC7643-2.3.8-02",
      wrap: tamperAttribute("name.formatted", (attribute) => ({
        ...attribute,
        type: "complex",
        subAttributes: [{ name: "value", type: "string", multiValued: false }],
      })),
    },
  ],
});

const neutral = defineCheck({
  id: "discovery.schemas.complex-characteristics",
  title: "Complex attributes at /Schemas have no uniqueness and no letter case of their own",
  clause: rfc("RFC7643-2.3.8-03"),
  advice:
    "Leave uniqueness and caseExact out of complex attributes, or say none and false; say it of the sub-attribute instead.",
  run: async (t) => {
    const published = await readSchemas(t);
    verifyAttributes(published, {
      fault: "are complex and claim a uniqueness",
      expected: ["none", "nothing"],
      member: "uniqueness",
      isBroken: ({ json }) => isComplex(json) && (textOf(json, "uniqueness") ?? "none") !== "none",
    });
    verifyAttributes(published, {
      fault: "are complex and claim to be case exact",
      expected: ["false", "nothing"],
      member: "caseExact",
      isBroken: ({ json }) => isComplex(json) && getIgnoreCase(json, "caseExact") === true,
    });
  },
  defects: [
    {
      name: "schema-with-unique-emails",
      breaks: "RFC7643-2.3.8-03",
      wrap: tamperAttribute("emails", (attribute) => ({ ...attribute, uniqueness: "server" })),
    },
    {
      name: "schema-with-case-exact-complex-attributes",
      breaks: "RFC7643-2.3.8-03",
      wrap: tamperAttribute("name", (attribute) => ({ ...attribute, caseExact: true })),
    },
  ],
});

const referenceTypes = defineCheck({
  id: "discovery.schemas.reference-types",
  title: "referenceTypes at /Schemas is an array of names",
  clause: rfc("RFC7643-7-07"),
  advice: 'Write referenceTypes as an array also when there is one, for example ["User"].',
  run: async (t) => {
    verifyAttributes(await readSchemas(t), {
      fault: "have referenceTypes that are no array of names",
      expected: "an array of texts",
      member: "referenceTypes",
      isBroken: ({ json }) => {
        const value = getIgnoreCase(json, "referenceTypes");
        return isGiven(value) && !(isArray(value) && value.every((item) => typeof item === "string"));
      },
    });
  },
  defects: [
    {
      name: "schema-with-reference-type-outside-an-array",
      breaks: "RFC7643-7-07",
      wrap: tamperAttributes((attribute) => {
        const value = attribute["referenceTypes"];
        return isArray(value) ? { ...attribute, referenceTypes: value[0] } : attribute;
      }),
    },
  ],
});

const primary = defineCheck({
  id: "discovery.schemas.primary",
  title: "primary at /Schemas is a boolean",
  clause: rfc("RFC7643-2.4-06"),
  advice: "Define the sub-attribute primary of a multi-valued attribute as a boolean.",
  run: async (t) => {
    verifyAttributes(await readSchemas(t), {
      fault: "define primary as something else than a boolean",
      expected: '"boolean"',
      member: "type",
      isBroken: (attribute) => {
        const type = isPrimary(attribute) ? textOf(attribute.json, "type") : undefined;
        return type !== undefined && type.toLowerCase() !== "boolean";
      },
    });
  },
  defects: [
    {
      name: "schema-with-primary-as-text",
      breaks: "RFC7643-2.4-06",
      wrap: tamperAttribute("emails.primary", (attribute) => ({ ...attribute, type: "string" })),
    },
  ],
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
