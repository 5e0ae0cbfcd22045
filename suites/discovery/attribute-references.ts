import {
  breaking,
  defineCheck,
  getIgnoreCase,
  isArray,
  isGiven,
  isSuccess,
  itemsAt,
  shown,
  textOf,
  verifyAttributes,
  without,
} from "../../src/kit/index.ts";
import type { Check, Json, PublishedAttribute, Reply } from "../../src/kit/index.ts";
import { readDefinitions } from "./words/read-definitions.ts";
import { tamperAttribute, tamperAttributes } from "./words/tamper-schemas.ts";

/** Names that referenceTypes may hold whatever the server has: RFC 7643 section 7, and the types of its own schemas. */
const NAMES = ["user", "group", "external", "uri"];

const referenceTypes = defineCheck({
  id: "discovery.schemas.reference-types",
  title: "referenceTypes at /Schemas is an array of types, and goes with references only",
  rule: ["RFC7643-7-07", "RFC7643-7-24"],
  advice:
    'Write referenceTypes as an array also when there is one, for example ["User"], and only where type is reference.',
  run: async (t) => {
    const published = await readDefinitions(t, "reference attributes", isReferring);
    const types = await t.get("/ResourceTypes");
    const known = knownTypes(types);
    verifyAttributes(published, {
      rule: "RFC7643-7-07",
      fault: "have referenceTypes that are no array of names",
      expected: "an array of texts",
      member: "referenceTypes",
      isBroken: (value) => isGiven(value) && !(isArray(value) && value.every((item) => typeof item === "string")),
    });
    verifyAttributes(published, {
      rule: "RFC7643-7-24",
      fault: "are references and do not say of what",
      expected: "an array with at least one type",
      member: "referenceTypes",
      isBroken: (value, attribute) => isReference(attribute) && !hasItems(value),
    });
    verifyAttributes(published, {
      rule: "RFC7643-7-24",
      fault: "have referenceTypes and are no references",
      expected: ["nothing", "an empty array"],
      member: "referenceTypes",
      isBroken: (value, attribute) => !isReference(attribute) && hasItems(value),
    });
    // Which types there are is not known without a list.
    if (known.size === 0) return;
    verifyAttributes(published, {
      rule: "RFC7643-7-24",
      others: [types],
      fault: "have referenceTypes that no resource type is called",
      expected: "names of resource types, external or uri",
      member: "referenceTypes",
      isBroken: (value) => isArray(value) && !value.every((item) => known.has(String(item).toLowerCase())),
    });
  },
  defects: {
    "schema-with-reference-type-outside-an-array": breaking(
      "RFC7643-7-07",
      tamperAttributes((attribute) => {
        const value = attribute["referenceTypes"];
        return isArray(value) ? { ...attribute, referenceTypes: value[0] } : attribute;
      }),
    ),
    "schema-references-without-types": breaking(
      "RFC7643-7-24",
      tamperAttributes((attribute) => without(attribute, "referenceTypes")),
    ),
    "schema-text-with-reference-types": breaking(
      "RFC7643-7-24",
      tamperAttribute("userName", (attribute) => ({ ...attribute, referenceTypes: ["User"] })),
    ),
    "schema-reference-types-as-endpoints": breaking(
      "RFC7643-7-24",
      tamperAttributes((attribute) =>
        isArray(attribute["referenceTypes"]) ? { ...attribute, referenceTypes: ["/Users"] } : attribute,
      ),
    ),
  },
});

const STANDARD = [
  { name: "primary", rule: "RFC7643-2.4-06", type: "boolean", noun: "boolean" },
  { name: "$ref", rule: "RFC7643-2.4-07", type: "reference", noun: "reference" },
] as const;

const standardNames = defineCheck({
  id: "discovery.schemas.primary",
  title: "The sub-attribute primary at /Schemas is a boolean, and $ref a reference",
  rule: ["RFC7643-2.4-06", "RFC7643-2.4-07"],
  advice: "Define the sub-attribute primary of a multi-valued attribute as a boolean, and $ref as a reference.",
  run: async (t) => {
    const isMeant = (attribute: PublishedAttribute): boolean =>
      STANDARD.some(({ name }) => isStandard(attribute, name));
    const published = await readDefinitions(t, "sub-attributes primary or $ref", isMeant);
    for (const { name, rule, type, noun } of STANDARD) {
      if (!published.attributes.some((attribute) => isStandard(attribute, name))) continue;
      verifyAttributes(published, {
        rule,
        fault: `define ${name} as something else than a ${noun}`,
        expected: shown(type),
        member: "type",
        isBroken: (found, attribute) => isStandard(attribute, name) && isOtherThan(found, type),
      });
    }
  },
  defects: {
    "schema-with-primary-as-text": breaking(
      "RFC7643-2.4-06",
      tamperAttribute("emails.primary", (attribute) => ({ ...attribute, type: "string" })),
    ),
    "schema-with-ref-as-text": breaking(
      "RFC7643-2.4-07",
      tamperAttribute("groups.$ref", (attribute) => ({ ...without(attribute, "referenceTypes"), type: "string" })),
    ),
  },
});

/** What /Schemas must say of references and of the standard sub-attributes. */
export const attributeReferenceChecks: readonly Check[] = [referenceTypes, standardNames];

/** A reference, or what says of which types it is one. */
function isReferring(attribute: PublishedAttribute): boolean {
  return isReference(attribute) || isGiven(getIgnoreCase(attribute.json, "referenceTypes"));
}

function isReference({ json }: PublishedAttribute): boolean {
  return textOf(json, "type")?.toLowerCase() === "reference";
}

/** What referenceTypes may name, in lower case: the types of the RFC, and those that the target lists; nothing where it lists none. */
function knownTypes(types: Reply): ReadonlySet<string> {
  const listed = isSuccess(types) ? itemsAt(types.body, "Resources") : [];
  const names = listed.map((type) => (textOf(type, "name") ?? "").toLowerCase());
  return new Set(names.length === 0 ? [] : [...NAMES, ...names]);
}

/** A sub-attribute of that name of a multi-valued attribute. */
function isStandard({ json, parent }: PublishedAttribute, name: string): boolean {
  const isNamed = textOf(json, "name")?.toLowerCase() === name;
  return isNamed && parent !== undefined && getIgnoreCase(parent, "multiValued") === true;
}

function isOtherThan(type: Json | undefined, expected: string): boolean {
  return typeof type === "string" && type.toLowerCase() !== expected;
}

function hasItems(value: Json | undefined): boolean {
  return isArray(value) && value.length > 0;
}
