import type { FilterExpression } from "../filter/syntax.ts";
import type { Json } from "../json.ts";
import type { ListEdit } from "./list-edit.ts";
import { verifyOnePrimary } from "../multi-value.ts";
import type { PatchTarget } from "./target.ts";
import { attributeByName } from "../schema/resource-schema.ts";
import type { SchemaAttribute } from "../schema/schema.ts";
import type { Slot, ValueList } from "../value-list.ts";

/** What of a list a target means. */
export interface Meant {
  readonly target: PatchTarget;
  readonly meant: readonly Slot[];
}

/** Where the values are that the target means: all, or those that its filter selects. */
export function findMeant(list: ValueList, { attribute, filter, isMeant }: PatchTarget): readonly Slot[] {
  const demands = filter === undefined ? [] : demandsOf(filter, attribute);
  const narrowed = demands.map(({ sub, value }) => list.findEqual(sub, value));
  return [...(smallestOf(narrowed) ?? list.slots())].filter((slot) => {
    const value = list.get(slot);
    return value !== undefined && isMeant(value);
  });
}

/**
 * Changes the values that the target means; a value that becomes undefined is gone.
 * @throws ScimError 400 invalidValue when the change makes more than one of them primary
 */
export function changeMeant(edit: ListEdit, { target, meant }: Meant, change: (value: Json) => Json | undefined): void {
  const changed = meant.map((slot): readonly [Slot, Json | undefined] => [slot, change(edit.list.get(slot) ?? null)]);
  verifyOnePrimary(
    changed.map(([, value]) => value).filter((value) => value !== undefined),
    target.attribute.name,
  );
  for (const [slot, value] of changed) edit.set(slot, value);
}

/** The smallest of several sets of which each holds all that is looked for. */
export function smallestOf(sets: readonly (ReadonlySet<Slot> | undefined)[]): ReadonlySet<Slot> | undefined {
  let smallest: ReadonlySet<Slot> | undefined;
  for (const set of sets) if (set !== undefined && set.size < (smallest?.size ?? Infinity)) smallest = set;
  return smallest;
}

interface Demand {
  /** Undefined for the value itself. */
  readonly sub: string | undefined;
  readonly value: Json;
}

/** What a value must equal for the filter to select it: `eq`, alone or under `and`. Dates may be equal in other words. */
function demandsOf(filter: FilterExpression, attribute: SchemaAttribute): readonly Demand[] {
  if (filter.kind === "and") return filter.filters.flatMap((operand) => demandsOf(operand, attribute));
  if (filter.kind !== "compare" || filter.operator !== "eq") return [];
  const { path, value } = filter;
  if (path.urn !== undefined || path.sub !== undefined) return [];
  if (attribute.type !== "complex") return attribute.type === "dateTime" ? [] : [{ sub: undefined, value }];
  const sub = attributeByName(attribute.subAttributes ?? [], path.name);
  const isScalar = sub !== undefined && !sub.multiValued && sub.type !== "complex" && sub.type !== "dateTime";
  return isScalar ? [{ sub: sub.name, value }] : [];
}
