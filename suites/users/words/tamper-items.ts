import { itemsAt, on } from "../../../src/kit/index.ts";
import type { JsonObject, Wrap } from "../../../src/kit/index.ts";

/** Shows other items of a multi-valued attribute than are stored; users without any stay as they are. */
export function tamperItems(
  attribute: string,
  change: (item: JsonObject, index: number, items: readonly JsonObject[]) => JsonObject,
): Wrap {
  return on("/Users/:id?").resources((user) => {
    const items = itemsAt(user, attribute);
    return items.length === 0 ? user : { ...user, [attribute]: items.map(change) };
  });
}
