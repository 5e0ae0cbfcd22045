import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { memberAttributes } from "../../src/scim/resource-schema.ts";
import type { ResourceSchema } from "../../src/scim/resource-schema.ts";
import type { SchemaAttribute } from "../../src/scim/schema.ts";

/** A value of a resource that a schema defines, and where it stands. */
export interface SeenValue {
  readonly attribute: SchemaAttribute;
  /** As it came: an array, where the attribute is multi-valued and the server is right. Never null. */
  readonly value: Json;
  /** JSON pointer into the body. */
  readonly at: string;
}

/** All values of a resource that its schema defines, those of sub-attributes too. `at` is where the resource stands. */
export function valuesIn(resource: JsonObject, schema: ResourceSchema, at: string): readonly SeenValue[] {
  return valuesOf(resource, memberAttributes(schema), at);
}

/** The single values in a value: its items, or itself. */
export function singlesIn({ attribute, value, at }: SeenValue): readonly SeenValue[] {
  if (!isArray(value)) return [{ attribute, value, at }];
  return value.flatMap((item, index) => (item === null ? [] : [{ attribute, value: item, at: `${at}/${index}` }]));
}

function valuesOf(object: JsonObject, attributes: readonly SchemaAttribute[], at: string): readonly SeenValue[] {
  return attributes.flatMap((attribute) => {
    const value = getIgnoreCase(object, attribute.name) ?? null;
    if (value === null) return [];
    const seen = { attribute, value, at: `${at}/${attribute.name}` };
    return [seen, ...singlesIn(seen).flatMap(subValuesOf)];
  });
}

function subValuesOf({ attribute, value, at }: SeenValue): readonly SeenValue[] {
  return isObject(value) ? valuesOf(value, attribute.subAttributes ?? [], at) : [];
}
