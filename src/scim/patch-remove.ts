import { getIgnoreCase, isObject, jsonEqual } from "./json.ts";
import type { Json } from "./json.ts";
import { changeMeant, setSub } from "./patch-element.ts";
import { toList } from "./patch-target.ts";
import type { PatchTarget } from "./patch-target.ts";

/**
 * What an attribute holds after `remove` (RFC 7644 section 3.5.2.2); undefined when it is unassigned. A filter that selects
 * nothing changes nothing. Values beside a path without a filter, which the RFC does not define but Microsoft Entra sends
 * for members, are the ones to remove.
 */
export function removeValue(target: PatchTarget, current: Json | undefined, value: Json | undefined): Json | undefined {
  const { attribute, sub, filter, isMeant, name } = target;
  if (current === undefined) return undefined;
  if (!attribute.multiValued) return sub === undefined ? undefined : setSub(sub, current, { value: null, name });
  const values = toList(current);
  if (sub !== undefined) return changeMeant(target, values, (item) => setSub(sub, item, { value: null, name }));
  if (filter !== undefined) return values.filter((item) => !isMeant(item));
  if (value === undefined || value === null) return undefined;
  const isListed = compileListed(toList(value));
  return values.filter((item) => !isListed(item));
}

/** Whether a value is one that a client lists: by its `value` alone, else by every sub-attribute that is listed of it. */
function compileListed(listed: readonly Json[]): (item: Json) => boolean {
  const significant = new Set(listed.map(significantOf));
  const partial = listed.filter((item) => isObject(item) && significantOf(item) === undefined).map(assignedMembers);
  return (item) => {
    const value = significantOf(item);
    return (value !== undefined && significant.has(value)) || partial.some((members) => hasMembers(item, members));
  };
}

function significantOf(item: Json): Json | undefined {
  return isObject(item) ? (getIgnoreCase(item, "value") ?? undefined) : item;
}

function assignedMembers(item: Json): readonly (readonly [string, Json])[] {
  if (!isObject(item)) return [];
  return Object.entries(item).flatMap(([key, member]) =>
    member === undefined || member === null ? [] : [[key, member] as const],
  );
}

function hasMembers(item: Json, members: readonly (readonly [string, Json])[]): boolean {
  if (!isObject(item) || members.length === 0) return false;
  return members.every(([key, member]) => jsonEqual(getIgnoreCase(item, key), member));
}
