import { sameName } from "../../scim/json.ts";
import type { AttributeDocument, MappingDocument } from "../profile-document.ts";
import { parseExternalName } from "./external-name.ts";
import type { ExternalName } from "./external-name.ts";

/** A row of the mappings and the schema that its value goes into. */
export interface MappedPlace {
  readonly row: MappingDocument;
  /** The external name without a URN. */
  readonly name: string;
  readonly isCore: boolean;
  /** Short name of the schema. */
  readonly schema: string;
  readonly attributes: readonly AttributeDocument[];
}

/** What is wrong with a row, and the key of the row that it is wrong with. */
export interface PlaceProblem {
  readonly key: "externalName" | "multiValued" | "constant";
  readonly message: string;
}

/** In the core User these two stand for the one primary e-mail. */
const PRIMARY_EMAIL: readonly string[] = ["emails", "emails.type"];

/** Of every resource, though no schema lists it. */
const EXTERNAL_ID: AttributeDocument = { name: "externalId" };

/** Why no body can be built that has the value where the row says; undefined when there is one. */
export function placeProblem(place: MappedPlace): PlaceProblem | undefined {
  const { name, isCore, attributes, schema } = place;
  if (isCore && PRIMARY_EMAIL.includes(name)) return undefined;
  const external = parseExternalName(name);
  if (external === undefined) return wrong(`"${name}" cannot be sent: ${FORMS}`);
  const attribute = [...attributes, EXTERNAL_ID].find((one) => sameName(one.name, external.attribute));
  if (attribute === undefined) return wrong(`"${name}" names no attribute of ${schema}; it has ${namesOf(attributes)}`);
  if (attribute.mutability === "readOnly") return wrong(`"${name}" is readOnly: a client cannot send it`);
  return shapeProblem(external, attribute) ?? valueProblem(place, external, attribute);
}

const FORMS = "write title, name.givenName, or emails.^[type==work].value for one element of a list";

function shapeProblem(
  { attribute, condition, part }: ExternalName,
  found: AttributeDocument,
): PlaceProblem | undefined {
  const parts = found.subAttributes ?? [];
  const list = namesOf(parts);
  if (found.type !== "complex") {
    if (condition === undefined && part === undefined) return undefined;
    return wrong(`"${attribute}" has neither parts nor elements that could be named`);
  }
  if (found.multiValued === true && condition === undefined) {
    return wrong(`"${attribute}" is a list: say which element is meant, for example ${attribute}.^[type==work].value`);
  }
  if (found.multiValued !== true && condition !== undefined)
    return wrong(`"${attribute}" is no list: leave the condition out`);
  if (part === undefined) return wrong(`"${attribute}" has parts: name one of ${list}`);
  for (const name of [part, condition?.name]) {
    if (name !== undefined && !parts.some((one) => sameName(one.name, name))) {
      return wrong(`"${name}" is no part of ${attribute}; it has ${list}`);
    }
  }
  const told = parts.find((one) => sameName(one.name, condition?.name ?? ""));
  if (condition === undefined || (told?.type === "boolean") === (typeof condition.value === "boolean"))
    return undefined;
  return wrong(`"${String(condition.value)}" is no value of ${attribute}.${condition.name}`);
}

function valueProblem(
  { row }: MappedPlace,
  { part }: ExternalName,
  found: AttributeDocument,
): PlaceProblem | undefined {
  const target = part === undefined ? found : found.subAttributes?.find((one) => sameName(one.name, part));
  const isList = target?.multiValued === true;
  if (isList && row.multiValued !== true) return wrong(`"${found.name}" takes several values: say multiValued: true`);
  if (!isList && row.multiValued === true) {
    return { key: "multiValued", message: "must be left out: the attribute has one value" };
  }
  const { constant } = row;
  if (constant === undefined || isOfType(constant, target?.type ?? "string")) return undefined;
  return {
    key: "constant",
    message: `is ${JSON.stringify(constant)}, and the attribute is of type ${target?.type ?? "string"}`,
  };
}

function isOfType(constant: NonNullable<MappingDocument["constant"]>, type: string): boolean {
  if (type === "boolean") return typeof constant === "boolean";
  if (type === "integer") return Number.isSafeInteger(constant);
  if (type === "decimal") return typeof constant === "number";
  return typeof constant === "string";
}

function namesOf(attributes: readonly Pick<AttributeDocument, "name">[]): string {
  return attributes.map(({ name }) => name).join(", ");
}

function wrong(message: string): PlaceProblem {
  return { key: "externalName", message };
}
