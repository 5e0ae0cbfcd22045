import { breaking, defineCheck, isArray, isGiven, textOf, verifyAttributes, without } from "../../src/kit/index.ts";
import type { Check, JsonObject, PublishedAttribute } from "../../src/kit/index.ts";
import { readDefinitions } from "./words/read-definitions.ts";
import { tamperAttribute, tamperAttributes } from "./words/tamper-schemas.ts";

// RFC 7643 section 2.1.
const ATTRIBUTE_NAME = /^(?:[A-Za-z][A-Za-z0-9$_-]*|\$ref)$/;
const MEMBER_TYPES = {
  type: "string",
  description: "string",
  required: "boolean",
  caseExact: "boolean",
  mutability: "string",
  returned: "string",
  uniqueness: "string",
} as const;
// Where they apply: the schemas of RFC 7643 section 8.7 leave them out of complex, boolean and integer attributes.
const TEXT_ONLY: readonly string[] = ["caseExact", "uniqueness"];
// RFC 7643 section 7.
const KEYWORDS: Readonly<Record<string, readonly string[]>> = {
  mutability: ["readOnly", "readWrite", "immutable", "writeOnly"],
  returned: ["always", "never", "default", "request"],
  uniqueness: ["none", "server", "global"],
};

const names = defineCheck({
  id: "discovery.schemas.attribute-names",
  title: "Attribute names at /Schemas begin with a letter and go on with letters, digits, $, - and _",
  rule: "RFC7643-2.1-01",
  advice: "Rename the attribute: a letter first, then letters, digits, $, - or _; no dots, spaces or colons.",
  run: async (t) => {
    verifyAttributes(await readDefinitions(t, "attributes with a name", isNamed), {
      fault: "have a name that cannot be used in a path or filter",
      expected: "a letter, then letters, digits, $, - or _",
      member: "name",
      isBroken: (name) => typeof name === "string" && !ATTRIBUTE_NAME.test(name),
    });
  },
  defects: {
    "schema-names-sub-attributes-by-their-path": tamperAttribute("name.givenName", (attribute) => ({
      ...attribute,
      name: "name.givenName",
    })),
    "schema-attribute-name-begins-with-a-digit": tamperAttribute("title", (attribute) => ({
      ...attribute,
      name: "2ndTitle",
    })),
    "schema-attribute-name-with-a-space": tamperAttribute("name.familyName", (attribute) => ({
      ...attribute,
      name: "Last Name",
    })),
  },
});

const definitions = defineCheck({
  id: "discovery.schemas.attribute-definitions",
  title: "Each attribute at /Schemas has a name, says whether it is multi-valued, and has its characteristics",
  rule: ["RFC7643-7-04", "RFC7643-7-22"],
  advice:
    "Give every attribute and sub-attribute a name and a boolean multiValued, type, description, required, mutability and returned, and to texts caseExact and uniqueness.",
  run: async (t) => {
    const published = await readDefinitions(t);
    verifyAttributes(published, {
      rule: "RFC7643-7-04",
      fault: "have no name",
      expected: "a text that is not empty",
      member: "name",
      isBroken: (name) => typeof name !== "string" || name === "",
    });
    verifyAttributes(published, {
      rule: "RFC7643-7-04",
      fault: "do not say whether they are multi-valued",
      expected: ["true", "false"],
      member: "multiValued",
      isBroken: (multiValued) => typeof multiValued !== "boolean",
    });
    for (const [member, type] of Object.entries(MEMBER_TYPES)) {
      verifyAttributes(published, {
        rule: "RFC7643-7-04",
        fault: `have a ${member} of another JSON type`,
        expected: `a ${type}`,
        member,
        isBroken: (value) => isGiven(value) && typeof value !== type,
      });
    }
    verifyAttributes(published, {
      rule: "RFC7643-7-04",
      fault: "have canonicalValues that are no array",
      expected: "an array",
      member: "canonicalValues",
      isBroken: (value) => isGiven(value) && !isArray(value),
    });
    for (const [member, type] of Object.entries(MEMBER_TYPES)) {
      verifyAttributes(published, {
        rule: "RFC7643-7-22",
        fault: `have no ${member}`,
        expected: `a ${type}`,
        member,
        isBroken: (value, { json }) => !isGiven(value) && (!TEXT_ONLY.includes(member) || isText(json)),
      });
    }
  },
  defects: {
    "schema-without-multi-valued": breaking(
      "RFC7643-7-04",
      tamperAttributes((attribute) => without(attribute, "multiValued")),
    ),
    "schema-with-booleans-as-text": breaking(
      "RFC7643-7-04",
      tamperAttribute("userName", (attribute) => ({ ...attribute, required: "true" })),
    ),
    "schema-canonical-values-as-text": breaking(
      "RFC7643-7-04",
      tamperAttribute("emails.type", (attribute) => ({ ...attribute, canonicalValues: "work,home" })),
    ),
    "schema-sub-attribute-without-a-name": breaking(
      "RFC7643-7-04",
      tamperAttribute("emails.value", (attribute) => without(attribute, "name")),
    ),
    "schema-attribute-without-description": breaking(
      "RFC7643-7-22",
      tamperAttribute("userName", (attribute) => without(attribute, "description")),
    ),
    "schema-without-mutability-and-returned": breaking(
      "RFC7643-7-22",
      tamperAttributes((attribute) => without(attribute, "mutability", "returned")),
    ),
    "schema-text-without-case-exact": breaking(
      "RFC7643-7-22",
      tamperAttribute("userName", (attribute) => without(attribute, "caseExact")),
    ),
  },
});

const keywords = defineCheck({
  id: "discovery.schemas.keywords",
  title: "mutability, returned and uniqueness at /Schemas use the keywords of the RFC",
  rule: "RFC7643-7-05",
  advice:
    "Use exactly readOnly, readWrite, immutable or writeOnly; always, never, default or request; none, server or global, letter case included.",
  run: async (t) => {
    const published = await readDefinitions(t, "attributes with one of them", hasKeyword);
    for (const [member, allowed] of Object.entries(KEYWORDS)) {
      verifyAttributes(published, {
        fault: `have a ${member} that the RFC does not know`,
        expected: allowed,
        member,
        isBroken: (value) => typeof value === "string" && !allowed.includes(value),
      });
    }
  },
  defects: {
    "schema-keywords-in-lower-case": tamperAttributes((attribute) => lowerCased(attribute, "mutability")),
    "schema-uniqueness-as-unique": tamperAttribute("userName", (attribute) => ({ ...attribute, uniqueness: "unique" })),
  },
});

/** What the definition of each attribute must hold. */
export const attributeDefinitionChecks: readonly Check[] = [names, definitions, keywords];

function lowerCased(attribute: JsonObject, member: string): JsonObject {
  const value = attribute[member];
  return { ...attribute, [member]: typeof value === "string" ? value.toLowerCase() : value };
}

function isNamed({ json }: PublishedAttribute): boolean {
  return textOf(json, "name") !== undefined;
}

function hasKeyword({ json }: PublishedAttribute): boolean {
  return Object.keys(KEYWORDS).some((member) => textOf(json, member) !== undefined);
}

function isText(attribute: JsonObject): boolean {
  return textOf(attribute, "type")?.toLowerCase() === "string";
}
