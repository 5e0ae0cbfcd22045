import { getIgnoreCase, isObject, jsonEqual } from "./json.ts";
import type { Json } from "./json.ts";
import { setSub } from "./patch-element.ts";
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
  if (sub !== undefined) {
    return values.flatMap((item) => toList(isMeant(item) ? setSub(sub, item, { value: null, name }) : item));
  }
  if (filter !== undefined) return values.filter((item) => !isMeant(item));
  if (value === undefined || value === null) return undefined;
  const listed = toList(value);
  return values.filter((item) => !listed.some((candidate) => isListed(item, candidate)));
}

/** Whether a value is the one that a client lists: by its `value` alone, else by every sub-attribute that is listed. */
function isListed(item: Json, listed: Json): boolean {
  if (!isObject(item)) return jsonEqual(item, isObject(listed) ? getIgnoreCase(listed, "value") : listed);
  if (!isObject(listed)) return jsonEqual(getIgnoreCase(item, "value"), listed);
  const significant = getIgnoreCase(listed, "value");
  if (significant !== undefined && significant !== null) return jsonEqual(getIgnoreCase(item, "value"), significant);
  const members = Object.entries(listed).filter(([, member]) => member !== undefined && member !== null);
  return members.length > 0 && members.every(([key, member]) => jsonEqual(getIgnoreCase(item, key), member));
}
