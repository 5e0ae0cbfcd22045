import { qualify, toAttributeValue, toSingleValue } from "../attribute-value.ts";
import { getOwn, isObject, jsonEqual } from "../json.ts";
import type { Json, JsonObject } from "../json.ts";
import { mutabilityError } from "./target.ts";
import type { PatchTarget } from "./target.ts";
import { attributeByName } from "../schema/resource-schema.ts";
import type { SchemaAttribute } from "../schema/schema.ts";

/** A single value of the target after `add` or `replace`, which mean the same for it; undefined when it is unassigned. */
export function setSingle(target: PatchTarget, current: Json | undefined, value: Json): Json | undefined {
  const { attribute, sub, name } = target;
  if (sub !== undefined) return setSub(sub, current, { value, name });
  if (attribute.type === "complex" && isObject(value)) return mergeComplex(attribute, current, { value, name });
  return toSingleValue(attribute, value, name);
}

/** A complex value with one sub-attribute set; null unassigns it. */
export function setSub(sub: SchemaAttribute, current: Json | undefined, given: Given): JsonObject | undefined {
  const value = toAttributeValue(sub, given.value, given.name);
  const element = isObject(current) ? current : {};
  const before = getOwn(element, sub.name);
  if (jsonEqual(before, value)) return isObject(current) ? current : undefined;
  if (sub.mutability === "immutable" && before !== undefined) {
    throw mutabilityError(`Attribute '${given.name}' is immutable and has a value already.`);
  }
  if (sub.required && value === undefined) {
    throw mutabilityError(`Attribute '${given.name}' is required and cannot be removed.`);
  }
  return withMember(element, sub.name, value);
}

/** A complex value with the given sub-attributes set and all others left as they are (RFC 7644 section 3.5.2.3). */
export function mergeComplex(
  attribute: SchemaAttribute,
  current: Json | undefined,
  given: { readonly value: JsonObject; readonly name: string },
): JsonObject | undefined {
  let result = isObject(current) ? current : undefined;
  for (const [key, value] of Object.entries(given.value)) {
    const sub = attributeByName(attribute.subAttributes ?? [], key);
    // Inside a value, what the client may not set is ignored, as in the body of a POST.
    if (sub === undefined || sub.mutability === "readOnly" || value === undefined) continue;
    result = setSub(sub, result, { value, name: qualify(attribute, given.name, sub.name) });
  }
  return result;
}

/** An object with a member set, or without it; undefined when nothing is left. */
export function withMember(object: JsonObject, key: string, value: Json | undefined): JsonObject | undefined {
  if (value !== undefined) return { ...object, [key]: value };
  const rest = Object.entries(object).filter(([name]) => name !== key);
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

interface Given {
  readonly value: Json;
  readonly name: string;
}
