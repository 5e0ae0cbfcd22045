import { getIgnoreCase, isArray, isObject, jsonEqual, sameName } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { mergeMembers } from "./merge-members.ts";

/** A value for a part of one element of a list, as Okta's external name `emails.^[type==work].value` says it. */
export interface UserElement {
  /** The URN of an extension; undefined for the core User. */
  readonly extension: string | undefined;
  readonly attribute: string;
  /** The element is the one for which this holds. */
  readonly condition: { readonly name: string; readonly value: string | boolean };
  readonly part: string;
  /** Null takes the part away. */
  readonly value: Json;
}

/**
 * The object with the values in its lists: in the first element for which the condition holds, or in one that is added, with what
 * the condition says. An element with nothing else is left out, and so is a list without elements.
 */
export function mergeElements(object: JsonObject, elements: readonly UserElement[]): JsonObject {
  return elements.reduce(mergeElement, object);
}

function mergeElement(object: JsonObject, element: UserElement): JsonObject {
  const found = getIgnoreCase(object, element.attribute);
  const items = isArray(found) ? found : [];
  const position = items.findIndex((item) => isMeant(item, element));
  const { name, value } = element.condition;
  const current = items[position] ?? { [name]: value };
  const changed = mergeMembers(isObject(current) ? current : {}, { [element.part]: element.value });
  const isEmpty = Object.keys(changed).every((key) => sameName(key, name));
  const kept = isEmpty ? [] : [changed];
  const list = position < 0 ? [...items, ...kept] : items.toSpliced(position, 1, ...kept);
  return mergeMembers(object, { [element.attribute]: list.length === 0 ? null : list });
}

/** Names and values of a condition are compared without regard to letter case, as RFC 7643 has it for types. */
function isMeant(item: Json, { condition }: UserElement): boolean {
  const found = isObject(item) ? getIgnoreCase(item, condition.name) : undefined;
  if (typeof found === "string" && typeof condition.value === "string") return sameName(found, condition.value);
  return found !== undefined && jsonEqual(found, condition.value);
}
