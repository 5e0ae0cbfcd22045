import { defineCheck, isArray, sameUrn, SCHEMA_URN, textOf, verifyAttributes, without } from "../../src/kit/index.ts";
import type { Check, Json, PublishedAttribute } from "../../src/kit/index.ts";
import { readDefinitions } from "./words/read-definitions.ts";
import { tamperAttribute, tamperAttributes } from "./words/tamper-schemas.ts";

// RFC 7643 section 2.3; binary belongs to the list by errata 5606 and 8435.
const TYPES = ["string", "boolean", "decimal", "integer", "datetime", "binary", "reference", "complex"];

const types = defineCheck({
  id: "discovery.schemas.types",
  title: "Attributes at /Schemas are of one of the eight types of the RFC",
  rule: "RFC7643-2.3-01",
  advice: "Use string, boolean, decimal, integer, dateTime, binary, reference or complex as the type of an attribute.",
  run: async (t) => {
    const isTyped = ({ json }: PublishedAttribute): boolean => textOf(json, "type") !== undefined;
    verifyAttributes(await readDefinitions(t, "attributes with a type", isTyped), {
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
    verifyAttributes(await readDefinitions(t, "complex attributes", ({ json }) => isComplex(json)), {
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
    const published = await readDefinitions(t, "sub-attributes", isSubAttribute);
    verifyAttributes(published, {
      fault: "are complex although they are sub-attributes",
      expected: "a type other than complex",
      member: "type",
      isBroken: (_, attribute) => isSubAttribute(attribute) && isComplex(attribute.json),
    });
    verifyAttributes(published, {
      fault: "have sub-attributes although they are sub-attributes",
      expected: ["nothing", "an empty array"],
      member: "subAttributes",
      isBroken: (found, attribute) => isSubAttribute(attribute) && hasItems(found),
    });
  },
  defects: {
    "schema-with-nested-complex-attribute": tamperAttribute("name.formatted", (attribute) => ({
      ...attribute,
      type: "complex",
      subAttributes: [{ name: "value", type: "string", multiValued: false }],
    })),
    "schema-sub-attribute-with-sub-attributes": tamperAttribute("name.formatted", (attribute) => ({
      ...attribute,
      subAttributes: [{ name: "value", type: "string", multiValued: false }],
    })),
  },
});

const neutral = defineCheck({
  id: "discovery.schemas.complex-characteristics",
  title: "Complex attributes at /Schemas are neither unique nor case exact",
  rule: "RFC7643-2.3.8-03",
  advice:
    "Leave uniqueness and caseExact out of complex attributes, or set them to none and false; set them at the sub-attribute instead.",
  run: async (t) => {
    const published = await readDefinitions(t, "complex attributes", ({ json }) => isComplex(json));
    verifyAttributes(published, {
      fault: "are complex and claim a uniqueness",
      expected: ["none", "nothing"],
      member: "uniqueness",
      isBroken: (value, { json }) => isComplex(json) && typeof value === "string" && value.toLowerCase() !== "none",
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

/** What /Schemas must say of types. */
export const attributeTypeChecks: readonly Check[] = [types, subAttributes, nesting, neutral];

function isComplex(json: PublishedAttribute["json"]): boolean {
  return textOf(json, "type")?.toLowerCase() === "complex";
}

/** The schema of schemas is exempt: it nests, by the RFC. */
function isSubAttribute({ schema, parent }: PublishedAttribute): boolean {
  return parent !== undefined && !sameUrn(schema, SCHEMA_URN);
}

function hasItems(value: Json | undefined): boolean {
  return isArray(value) && value.length > 0;
}
