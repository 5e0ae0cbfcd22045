import { sameName } from "../../../src/kit/index.ts";
import type { Json, SchemaAttribute } from "../../../src/kit/index.ts";
import { CERTIFICATE } from "../../users/words/certificate.ts";

/** The first value that an attribute is given, and the one that takes its place. */
export type Round = 0 | 1;

/** What values are made of. */
export interface SampleSource {
  /** A text that no other check uses: some attributes are unique. */
  readonly own: string;
  /** Ids of users of the check's own, for attributes that refer to one. */
  readonly ids: readonly [string, string];
}

/** Of these the server may make what it likes, or they only repeat what stands elsewhere. */
const NOT_SENT: readonly string[] = ["primary", "display", "$ref", "formatted"];

/** Values that have a form, by the attribute's name or, for a `value`, by that of the attribute which it belongs to. */
const FORMED: Readonly<Record<string, readonly [string, string]>> = {
  country: ["AT", "NO"],
  locale: ["de-AT", "nb-NO"],
  preferredlanguage: ["de-AT", "nb-NO"],
  timezone: ["Europe/Vienna", "Europe/Oslo"],
  postalcode: ["1010", "0150"],
  phonenumbers: ["+1-201-555-0123", "+1-201-555-0145"],
  emails: ["ada@example.com", "ben@example.com"],
  x509certificates: [CERTIFICATE, CERTIFICATE],
};

/** A value that the definition of an attribute allows; undefined for one of which no such value can be made up. */
export function sampleOf(definition: SchemaAttribute, round: Round, source: SampleSource): Json | undefined {
  const one =
    definition.type === "complex" ? complexOf(definition, round, source) : simpleOf(definition, round, source);
  return definition.multiValued && one !== undefined ? [one] : one;
}

function complexOf(definition: SchemaAttribute, round: Round, source: SampleSource): Json | undefined {
  const members = sentParts(definition).flatMap((part) => {
    const isOfParent = sameName(part.name, "value");
    const value = isOfParent ? valueOf(definition, part, { round, source }) : sampleOf(part, round, source);
    return value === undefined ? [] : [[part.name, value] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

/** The sub-attributes that are sent with a complex attribute: those that clients may write, or none may. */
export function sentParts({ subAttributes = [], mutability: whole }: SchemaAttribute): readonly SchemaAttribute[] {
  return subAttributes.filter(
    ({ name, mutability }) =>
      (mutability === "readWrite" || mutability === whole) && !NOT_SENT.some((other) => sameName(other, name)),
  );
}

/** The `value` of a complex attribute has the form that the attribute is known for. */
function valueOf(
  { name }: SchemaAttribute,
  part: SchemaAttribute,
  { round, source }: { readonly round: Round; readonly source: SampleSource },
): Json | undefined {
  if (sameName(name, "manager")) return source.ids[round];
  return FORMED[name.toLowerCase()]?.[round] ?? simpleOf(part, round, source);
}

function simpleOf(definition: SchemaAttribute, round: Round, { own }: SampleSource): Json | undefined {
  const { type, name, canonicalValues = [], referenceTypes = [] } = definition;
  switch (type) {
    case "boolean":
      return round === 1;
    case "integer":
      return 7 + round;
    case "decimal":
      return 1.5 + round;
    case "dateTime":
      return `202${4 + round}-05-06T07:08:09Z`;
    case "binary":
      return Buffer.from(`${own}-${round}`).toString("base64");
    case "reference":
      return referenceTypes.length === 0 || referenceTypes.some((to) => ["external", "uri"].includes(to))
        ? `https://example.com/${own}/${round}`
        : undefined;
    default:
      return canonicalValues[round % Math.max(1, canonicalValues.length)] ?? freeText(name, round, own);
  }
}

function freeText(name: string, round: Round, own: string): string {
  return FORMED[name.toLowerCase()]?.[round] ?? `${own}-${round}`;
}
