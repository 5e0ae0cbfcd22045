import { isDateTime } from "./date-time.ts";
import { ScimError } from "./error.ts";
import { describeJson, getOwn, isArray, isObject } from "./json.ts";
import type { Json, JsonObject } from "./json.ts";
import { collapseDuplicates, verifyOnePrimary } from "./multi-value.ts";
import { attributeByName, isExtension } from "./schema/resource-schema.ts";
import type { AttributeType, SchemaAttribute } from "./schema/schema.ts";

const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const BOOLEAN = /^(true|false)$/i;
const EXPECTED: Readonly<Record<AttributeType, string>> = {
  string: "a string",
  boolean: "a boolean",
  decimal: "a number",
  integer: "an integer",
  dateTime: "a date and time such as 2011-05-13T04:42:34Z",
  reference: "a string with a URI",
  binary: "a base64 string",
  complex: "an object",
};

/**
 * What a service provider makes of a value that a client gives for an attribute: names in the schema's spelling, types
 * checked, unknown and readOnly sub-attributes left out. Undefined when the attribute is unassigned by it (RFC 7643
 * section 2.5). Whether required sub-attributes are there is not judged: see `verifyRequired`.
 * @throws ScimError 400 invalidValue, naming the attribute and the type expected
 */
export function toAttributeValue(attribute: SchemaAttribute, value: Json | undefined, name: string): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (!attribute.multiValued) return toSingleValue(attribute, value, name);
  if (!isArray(value)) throw wrongType(name, `an array of values, each ${EXPECTED[attribute.type]}`, value);
  const values = value.map((item) => toSingleValue(attribute, item, name)).filter((item) => item !== undefined);
  const distinct = collapseDuplicates(attribute, values);
  verifyOnePrimary(distinct, name);
  return distinct.length === 0 ? undefined : distinct;
}

/** The same for one value, also of a multi-valued attribute. @throws ScimError 400 invalidValue */
export function toSingleValue(attribute: SchemaAttribute, value: Json, name: string): Json | undefined {
  if (value === null) return undefined;
  if (attribute.type === "complex") return toComplexValue(attribute, value, name);
  const simple = toSimpleValue(attribute.type, value);
  if (simple === undefined) throw wrongType(name, EXPECTED[attribute.type], value);
  return simple;
}

/** Throws unless every required attribute, and every required sub-attribute of what is there, has a value. */
export function verifyRequired(attribute: SchemaAttribute, value: Json | undefined, name: string): void {
  if (attribute.mutability === "readOnly") return;
  if (value === undefined || value === "") {
    if (!attribute.required) return;
    throw new ScimError(400, `Attribute '${name}' is required.`, { scimType: "invalidValue" });
  }
  const demanding = (attribute.subAttributes ?? []).filter(isDemanding);
  if (demanding.length === 0) return;
  for (const item of isArray(value) ? value : [value]) {
    if (!isObject(item)) continue;
    for (const sub of demanding) verifyRequired(sub, getOwn(item, sub.name), qualify(attribute, name, sub.name));
  }
}

/** Full name of a sub-attribute, or of an attribute of an extension (RFC 7644 section 3.10). */
export function qualify(attribute: SchemaAttribute, name: string, sub: string): string {
  return isExtension(attribute) ? `${name}:${sub}` : `${name}.${sub}`;
}

function toComplexValue(attribute: SchemaAttribute, value: Json, name: string): JsonObject | undefined {
  if (!isObject(value)) throw wrongType(name, EXPECTED.complex, value);
  const result: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    const sub = attributeByName(attribute.subAttributes ?? [], key);
    if (sub === undefined || sub.mutability === "readOnly") continue;
    const known = toAttributeValue(sub, item, qualify(attribute, name, sub.name));
    if (known !== undefined) result[sub.name] = known;
  }
  return Object.keys(result).length === 0 ? undefined : result;
}

/** Undefined when the value is not of the type. Microsoft Entra sends booleans as "True" and "False". */
function toSimpleValue(type: AttributeType, value: Json): Json | undefined {
  switch (type) {
    case "boolean":
      if (typeof value === "string" && BOOLEAN.test(value)) return value.toLowerCase() === "true";
      return typeof value === "boolean" ? value : undefined;
    case "integer":
      return Number.isInteger(value) ? value : undefined;
    case "decimal":
      return Number.isFinite(value) ? value : undefined;
    case "dateTime":
      return typeof value === "string" && isDateTime(value) ? value : undefined;
    case "binary":
      return typeof value === "string" && BASE64.test(value) ? value : undefined;
    default:
      return typeof value === "string" ? value : undefined;
  }
}

// The value itself is not repeated: it may be a password, and error details end up in logs.
function wrongType(name: string, expected: string, value: Json): ScimError {
  const detail = `Attribute '${name}' must be ${expected}, found ${describeJson(value)}.`;
  return new ScimError(400, detail, { scimType: "invalidValue" });
}

function isDemanding(attribute: SchemaAttribute): boolean {
  return attribute.required || (attribute.subAttributes ?? []).some(isDemanding);
}
