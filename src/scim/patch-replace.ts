import { toAttributeValue, toSingleValue } from "./attribute-value.ts";
import { isArray } from "./json.ts";
import type { Json } from "./json.ts";
import { addValue } from "./patch-add.ts";
import { changeMeant, setSingle, setSub } from "./patch-element.ts";
import { noTarget, toList } from "./patch-target.ts";
import type { PatchTarget } from "./patch-target.ts";

/** What an attribute holds after `replace` (RFC 7644 section 3.5.2.3); undefined when it is unassigned. */
export function replaceValue(target: PatchTarget, current: Json | undefined, value: Json): Json | undefined {
  const { attribute, sub, filter, isMeant, name } = target;
  if (!attribute.multiValued) return setSingle(target, current, value);
  if (filter === undefined && sub === undefined) {
    return toAttributeValue(attribute, isArray(value) ? value : toList(value), name);
  }
  const values = toList(current);
  if (!values.some(isMeant)) {
    if (filter !== undefined) throw noTarget(target);
    return addValue(target, current, value);
  }
  // A selected value is replaced as a whole; only a complex attribute of a single value keeps what is not named.
  return changeMeant(target, values, (item) =>
    sub === undefined ? toSingleValue(attribute, value, name) : setSub(sub, item, { value, name }),
  );
}
