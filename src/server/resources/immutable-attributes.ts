import { ScimError } from "../../scim/error.ts";
import { isObject, jsonEqual } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import { memberAttributes } from "../../scim/schema/resource-schema.ts";
import type { ResourceSchema } from "../../scim/schema/resource-schema.ts";
import type { SchemaAttribute } from "../../scim/schema/schema.ts";

/**
 * What a PUT makes of immutable attributes that have a value (RFC 7644 section 3.5.1): left out they stay, and another
 * value is refused. Attributes of extensions and of single complex ones are looked at too.
 * @throws ScimError 400 mutability
 */
export function keepImmutable(next: JsonObject, current: JsonObject, schema: ResourceSchema): JsonObject {
  return keepIn(next, current, memberAttributes(schema));
}

function keepIn(next: JsonObject, current: JsonObject, attributes: readonly SchemaAttribute[]): JsonObject {
  let result = next;
  for (const attribute of attributes) {
    const kept = keepOne(attribute, next[attribute.name], current[attribute.name]);
    if (kept !== next[attribute.name]) result = { ...result, [attribute.name]: kept };
  }
  return result;
}

function keepOne({ name, mutability, subAttributes }: SchemaAttribute, after: Value, before: Value): Value {
  if (before === undefined) return after;
  if (mutability === "immutable") {
    if (after === undefined || jsonEqual(before, after)) return before;
    const detail = `Attribute '${name}' is immutable: it has a value, and a PUT cannot give it another one.`;
    throw new ScimError(400, detail, { scimType: "mutability" });
  }
  if (subAttributes === undefined || !isObject(before) || (after !== undefined && !isObject(after))) return after;
  const kept = keepIn(after ?? {}, before, subAttributes);
  return Object.keys(kept).length === 0 ? after : kept;
}

type Value = JsonObject[string];
