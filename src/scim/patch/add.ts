import { toAttributeValue, toSingleValue } from "../attribute-value.ts";
import type { FilterExpression } from "../filter/syntax.ts";
import { isArray, isObject } from "../json.ts";
import type { Json } from "../json.ts";
import type { ListEdit } from "./list-edit.ts";
import { mergeValue } from "../multi-value.ts";
import { mergeComplex, setSub } from "./element.ts";
import { changeMeant, findMeant } from "./meant.ts";
import { noTarget, toList } from "./target.ts";
import type { PatchTarget } from "./target.ts";

/** `add` to the values of a multi-valued attribute (RFC 7644 section 3.5.2.1). */
export function addToList(edit: ListEdit, target: PatchTarget, value: Json): void {
  const { attribute, sub, filter, name } = target;
  if (filter === undefined && sub === undefined) {
    const added = toAttributeValue(attribute, isArray(value) ? value : toList(value), name);
    for (const item of toList(added)) addOne(edit, target, item);
    return;
  }
  const meant = findMeant(edit.list, target);
  if (meant.length > 0) return changeMeant(edit, { target, meant }, (item) => addToElement(target, item, value));
  for (const item of toList(createValue(target, value))) edit.append(item);
}

/** A value that is there already is merged into the one there. */
function addOne(edit: ListEdit, { attribute }: PatchTarget, value: Json): void {
  const slot = edit.list.findSame(value);
  const present = slot === undefined ? undefined : edit.list.get(slot);
  if (slot === undefined || present === undefined) edit.append(value);
  else edit.set(slot, mergeValue(attribute, present, value));
}

function addToElement(target: PatchTarget, item: Json, value: Json): Json | undefined {
  const { attribute, sub, name } = target;
  if (sub !== undefined) return setSub(sub, item, { value, name });
  if (attribute.type === "complex" && isObject(value)) return mergeComplex(attribute, item, { value, name });
  return toSingleValue(attribute, value, name);
}

/**
 * A new value, when none is there that the filter selects: "if the target location does not exist, the attribute and
 * value are added". What the filter demands by `eq` is set in it, so that `emails[type eq "work"].value` makes a work
 * address, as Microsoft Entra expects. A filter that demands anything else has no such value: noTarget.
 */
function createValue(target: PatchTarget, value: Json): Json | undefined {
  const { attribute, filter, name } = target;
  if (attribute.type !== "complex") return toSingleValue(attribute, value, name);
  const demanded = filter === undefined ? [] : listDemands(filter);
  if (demanded === undefined) throw noTarget(target);
  return addToElement(target, toSingleValue(attribute, Object.fromEntries(demanded), name) ?? {}, value);
}

/** Sub-attributes and their values when the filter is made of nothing but `eq` and `and`. */
function listDemands(filter: FilterExpression): readonly (readonly [string, Json])[] | undefined {
  if (filter.kind === "compare") {
    return filter.operator === "eq" && filter.path.sub === undefined ? [[filter.path.name, filter.value]] : undefined;
  }
  if (filter.kind !== "and") return undefined;
  const demands = filter.filters.map(listDemands);
  return demands.includes(undefined) ? undefined : demands.flatMap((demand) => demand ?? []);
}
