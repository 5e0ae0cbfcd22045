import { toSingleValue } from "../attribute-value.ts";
import type { Json } from "../json.ts";
import type { ListEdit } from "./list-edit.ts";
import { addToList } from "./add.ts";
import { setSub } from "./element.ts";
import { changeMeant, findMeant } from "./meant.ts";
import { noTarget } from "./target.ts";
import type { PatchTarget } from "./target.ts";

/** `replace` of some values of a multi-valued attribute, or of a sub-attribute of theirs (RFC 7644 section 3.5.2.3). */
export function replaceInList(edit: ListEdit, target: PatchTarget, value: Json): void {
  const { attribute, sub, filter, name } = target;
  const meant = findMeant(edit.list, target);
  if (meant.length === 0) {
    if (filter !== undefined) throw noTarget(target);
    return addToList(edit, target, value);
  }
  // A selected value is replaced as a whole; only a complex attribute of a single value keeps what is not named.
  changeMeant(edit, { target, meant }, (item) =>
    sub === undefined ? toSingleValue(attribute, value, name) : setSub(sub, item, { value, name }),
  );
}
