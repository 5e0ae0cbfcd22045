import { toAttributeValue, toSingleValue } from "./attribute-value.ts";
import type { Filter } from "./filter-syntax.ts";
import { isArray, isObject } from "./json.ts";
import type { Json } from "./json.ts";
import { addValues } from "./multi-value.ts";
import { changeMeant, mergeComplex, setSingle, setSub } from "./patch-element.ts";
import { noTarget, toList } from "./patch-target.ts";
import type { PatchTarget } from "./patch-target.ts";

/** What an attribute holds after `add` (RFC 7644 section 3.5.2.1); undefined when it is unassigned. */
export function addValue(target: PatchTarget, current: Json | undefined, value: Json): Json | undefined {
  const { attribute, sub, filter, isMeant, name } = target;
  if (!attribute.multiValued) return setSingle(target, current, value);
  const values = toList(current);
  if (filter === undefined && sub === undefined) {
    const added = toAttributeValue(attribute, isArray(value) ? value : toList(value), name);
    return addValues(attribute, values, toList(added));
  }
  if (!values.some(isMeant)) return [...values, ...toList(createValue(target, value))];
  return changeMeant(target, values, (item) => addToElement(target, item, value));
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
function listDemands(filter: Filter): readonly (readonly [string, Json])[] | undefined {
  if (filter.kind === "compare") {
    return filter.operator === "eq" && filter.path.sub === undefined ? [[filter.path.name, filter.value]] : undefined;
  }
  if (filter.kind !== "and") return undefined;
  const demands = filter.filters.map(listDemands);
  return demands.includes(undefined) ? undefined : demands.flatMap((demand) => demand ?? []);
}
