import { getIgnoreCase, isObject, jsonEqual } from "../json.ts";
import type { Json } from "../json.ts";
import type { ListEdit } from "./list-edit.ts";
import { setSub } from "./element.ts";
import { changeMeant, findMeant, smallestOf } from "./meant.ts";
import { toList } from "./target.ts";
import type { PatchTarget } from "./target.ts";
import { attributeByName } from "../schema/resource-schema.ts";
import type { Slot, ValueList } from "../value-list.ts";

/**
 * `remove` of some values of a multi-valued attribute, or of a sub-attribute of theirs (RFC 7644 section 3.5.2.2). A
 * filter that selects nothing changes nothing. Values beside a path without a filter, which the RFC does not define but
 * Microsoft Entra sends for members, are the ones to remove.
 */
export function removeFromList(edit: ListEdit, target: PatchTarget, value: Json | undefined): void {
  const { sub, filter, name } = target;
  const { list } = edit;
  if (sub !== undefined) {
    const meant = findMeant(list, target);
    return changeMeant(edit, { target, meant }, (item) => setSub(sub, item, { value: null, name }));
  }
  const gone = filter === undefined ? findListed(list, target, toList(value)) : findMeant(list, target);
  for (const slot of gone) edit.set(slot, undefined);
}

type Members = readonly (readonly [string, Json])[];

/** Where the values are that a client lists: by their `value` alone, else by every sub-attribute that is listed of them. */
function findListed(list: ValueList, target: PatchTarget, listed: readonly Json[]): ReadonlySet<Slot> {
  const found = new Set<Slot>();
  const seen = new Set<string>();
  for (const item of listed) {
    const value = significantOf(item);
    const members = value === undefined ? assignedMembers(item) : [];
    // What is listed twice need not be looked for twice.
    const key = JSON.stringify([value, members]);
    if (seen.has(key)) continue;
    seen.add(key);
    const slots = value === undefined ? findPartial(list, target, members) : findSignificant(list, target, value);
    for (const slot of slots) found.add(slot);
  }
  return found;
}

function findSignificant(list: ValueList, { attribute }: PatchTarget, value: Json): readonly Slot[] {
  const sub = attribute.type === "complex" ? "value" : undefined;
  return [...(list.findEqual(sub, value) ?? [])].filter((slot) => significantOf(list.get(slot)) === value);
}

/** Of the indexes that fit the smallest is enough; what the schema lacks, no value has. */
function findPartial(list: ValueList, { attribute, isMeant }: PatchTarget, members: Members): readonly Slot[] {
  const subs = members.map(([key]) => attributeByName(attribute.subAttributes ?? [], key));
  if (members.length === 0 || subs.includes(undefined)) return [];
  const narrowed = members.map(([, member], index) => list.findEqual(subs[index]?.name, member));
  return [...(smallestOf(narrowed) ?? list.slots())].filter((slot) => {
    const value = list.get(slot);
    return value !== undefined && isMeant(value) && hasMembers(value, members);
  });
}

function significantOf(item: Json | undefined): Json | undefined {
  return isObject(item) ? (getIgnoreCase(item, "value") ?? undefined) : item;
}

function assignedMembers(item: Json): Members {
  if (!isObject(item)) return [];
  return Object.entries(item).flatMap(([key, member]) =>
    member === undefined || member === null ? [] : [[key, member] as const],
  );
}

function hasMembers(item: Json | undefined, members: Members): boolean {
  return isObject(item) && members.every(([key, member]) => jsonEqual(getIgnoreCase(item, key), member));
}
