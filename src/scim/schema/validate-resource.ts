import { toAttributeValue, verifyRequired } from "../attribute-value.ts";
import { ScimError } from "../error.ts";
import { getIgnoreCase, getOwn, isArray } from "../json.ts";
import type { Json, JsonObject } from "../json.ts";
import { attributeByName, memberAttributes } from "./resource-schema.ts";
import type { ResourceSchema } from "./resource-schema.ts";
import { listSchemas, toKnownUrns } from "./schemas-attribute.ts";

/**
 * What a service provider makes of the body of a POST or PUT: names in the schema's spelling, types checked, unknown and
 * readOnly attributes left out, unassigned ones (null, empty array) too. `schemas` lists the core URN and those of the
 * extensions that have a value, whatever the client listed. "true" and "false" count as booleans, in any letter case.
 * @throws ScimError 400 invalidSyntax or invalidValue
 */
export function normaliseResource(input: JsonObject, schema: ResourceSchema): JsonObject {
  verifySchemas(input, schema);
  const attributes = memberAttributes(schema).filter((attribute) => attribute.name !== "schemas");
  const values: Record<string, Json> = {};
  for (const [key, item] of Object.entries(input)) {
    const attribute = attributeByName(attributes, key);
    if (attribute === undefined || attribute.mutability === "readOnly") continue;
    const value = toAttributeValue(attribute, item, attribute.name);
    if (value !== undefined) values[attribute.name] = value;
  }
  for (const attribute of attributes) verifyRequired(attribute, getOwn(values, attribute.name), attribute.name);
  return { schemas: listSchemas(values, schema), ...values };
}

function verifySchemas(input: JsonObject, schema: ResourceSchema): void {
  const schemas = getIgnoreCase(input, "schemas");
  if (!isArray(schemas) || schemas.length === 0) {
    throw invalidSyntax("Attribute 'schemas' must be an array of at least one URN.");
  }
  if (toKnownUrns(schemas, schema).includes(schema.core.id)) return;
  throw invalidSyntax(`Attribute 'schemas' must hold '${schema.core.id}'.`);
}

function invalidSyntax(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: "invalidSyntax" });
}
