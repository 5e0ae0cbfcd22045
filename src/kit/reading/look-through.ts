import type { Reply } from "../../exchange/reply.ts";
import { toListBody } from "../../exchange/list-body.ts";
import { idOf } from "../../exchange/resource-id.ts";
import { isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";

/** A resource as a list shows it, and the answer with that list. */
export interface Listed {
  readonly reply: Reply;
  readonly user: JsonObject;
  /** JSON pointer to the resource in the answer. */
  readonly at: string;
}

/** Pages that are looked through at most; a directory that is longer may list the resource further on. */
const MOST_PAGES = 10;
/** By how much one page reaches into the next: whoever leaves in between moves the rest up. */
const OVERLAP = 10;

/**
 * Looks for a resource in the pages of a list that is full of others, in whatever order the target lists them: on the first
 * page, the last one, and those between. `first` is the answer with the first page, `read` asks for one by its startIndex.
 */
export async function lookThrough(
  first: Reply,
  id: string,
  read: (startIndex: number) => Promise<Reply>,
): Promise<Listed | undefined> {
  const onFirst = inList(first, id);
  if (onFirst !== undefined) return onFirst;
  for (const startIndex of furtherPages(first)) {
    const listed = inList(await read(startIndex), id);
    if (listed !== undefined) return listed;
  }
  return undefined;
}

/** The counter of all results in an answer; 0 when it is no list. */
export function totalOf(reply: Reply): number {
  const total = isObject(reply.body) ? Number(toListBody(reply.body).totalResults) : 0;
  return Number.isFinite(total) ? total : 0;
}

/** The resource with that id in an answer; undefined when it is not there. */
export function inList(reply: Reply, id: string): Listed | undefined {
  const resources = isObject(reply.body) ? toListBody(reply.body).resources : [];
  const index = resources.findIndex((resource) => idOf(resource) === id);
  const user = resources[index];
  return user === undefined ? undefined : { reply, user, at: `/Resources/${index}` };
}

/** Where the pages after the first begin, the last one first: most targets list new resources there. */
function furtherPages(first: Reply): readonly number[] {
  // A target may give fewer than it was asked for.
  const { length } = isObject(first.body) ? toListBody(first.body).resources : [];
  const total = totalOf(first);
  if (length === 0 || total <= length) return [];
  const step = Math.max(1, length - OVERLAP);
  const last = total - length + 1;
  const between = Array.from({ length: MOST_PAGES - 2 }, (_, index) => 1 + step * (index + 1));
  return [last, ...between.filter((startIndex) => startIndex < last)];
}
