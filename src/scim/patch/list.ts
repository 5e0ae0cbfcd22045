import { toAttributeValue } from "../attribute-value.ts";
import { isArray, jsonEqual } from "../json.ts";
import type { Json } from "../json.ts";
import { editList } from "./list-edit.ts";
import { addToList } from "./add.ts";
import type { PatchChange } from "./expand.ts";
import { removeFromList } from "./remove.ts";
import { replaceInList } from "./replace.ts";
import { toList } from "./target.ts";
import type { PatchTarget } from "./target.ts";
import { createValueList } from "../value-list.ts";
import type { ValueList } from "../value-list.ts";

/** What a change made of a list of values. */
export interface ListOutcome {
  /** The list of before, changed, or a new one. */
  readonly list: ValueList;
  readonly hasChanged: boolean;
  /** The values that the change touched. */
  readonly touched: readonly Json[];
}

/** Carries out one change of a multi-valued attribute; when it throws the list is not to be used any more. */
export function changeList(list: ValueList, change: PatchChange): ListOutcome {
  const { op, target, value } = change;
  if (isWhole(change)) {
    const values = op === "remove" ? [] : toValues(target, value);
    const hasChanged = list.size() !== values.length || !jsonEqual(list.toArray(), values);
    return { list: hasChanged ? createValueList(target.attribute, values) : list, hasChanged, touched: values };
  }
  const edit = editList(list);
  if (op === "add") addToList(edit, target, value ?? null);
  else if (op === "replace") replaceInList(edit, target, value ?? null);
  else if (list.size() > 0) removeFromList(edit, target, value);
  if (op !== "remove") edit.settlePrimary(target.attribute.name);
  return { list, hasChanged: edit.hasChanged(), touched: edit.touched() };
}

/** Whether a change puts other values in the place of all that are there. */
function isWhole({ op, target, value }: PatchChange): boolean {
  if (target.filter !== undefined || target.sub !== undefined) return false;
  return op === "replace" || (op === "remove" && (value === undefined || value === null));
}

function toValues({ attribute, name }: PatchTarget, value: Json | undefined): readonly Json[] {
  return toList(toAttributeValue(attribute, isArray(value) ? value : toList(value), name));
}
