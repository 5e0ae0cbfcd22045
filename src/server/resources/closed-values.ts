import type { ProfileExtension } from "../../profile/profile.ts";
import { ScimError } from "../../scim/error.ts";
import { isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { isCaseExact } from "../../scim/schema/schema.ts";
import type { SchemaAttribute } from "../../scim/schema/schema.ts";

/**
 * Refuses values that an extension with closed values does not list, and negative integers, which count things there.
 * RFC 7643 section 2.3.1 lets a service provider restrict values to the canonical ones.
 * @throws ScimError 400 invalidValue, naming attribute and value
 */
export function verifyClosedValues(attributes: JsonObject, extensions: readonly ProfileExtension[]): void {
  for (const { closedValues, schema } of extensions) {
    const container = attributes[schema.id];
    if (!closedValues || !isObject(container)) continue;
    for (const attribute of schema.attributes) verifyAttribute(attribute, container[attribute.name]);
  }
}

function verifyAttribute(attribute: SchemaAttribute, value: Json | undefined): void {
  if (isArray(value)) return value.forEach((item) => verifyAttribute(attribute, item));
  const { name, canonicalValues } = attribute;
  if (typeof value === "number" && attribute.type === "integer" && value < 0) {
    throw invalidValue(name, value, "a whole number, zero or more");
  }
  if (typeof value !== "string" || canonicalValues === undefined) return;
  if (!canonicalValues.some((allowed) => isSame(attribute, allowed, value))) {
    throw invalidValue(name, value, canonicalValues.join(" or "));
  }
}

function isSame(attribute: SchemaAttribute, allowed: string, value: string): boolean {
  return isCaseExact(attribute) ? allowed === value : allowed.toLowerCase() === value.toLowerCase();
}

function invalidValue(name: string, value: Json, allowed: string): ScimError {
  const detail = `Attribute '${name}' must be ${allowed}, found ${JSON.stringify(value)}.`;
  return new ScimError(400, detail, { scimType: "invalidValue" });
}
