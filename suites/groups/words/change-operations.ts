import {
  getIgnoreCase,
  isArray,
  isObject,
  itemsAt,
  on,
  readJson,
  readThrough,
  withBody,
} from "../../../src/kit/index.ts";
import type { JsonObject, Wrap } from "../../../src/kit/index.ts";

/** A server that makes something of its own of the operations of a PATCH of a group; an empty list drops the operation. */
export function changeOperations(change: (operation: JsonObject) => readonly JsonObject[]): Wrap {
  return on("PATCH /Groups/:id").answer(async (request, next) => {
    const body = await readJson(request);
    const operations = isObject(body) ? getIgnoreCase(body, "Operations") : undefined;
    if (!isObject(body) || !isArray(operations)) return next(request);
    const changed = operations.filter(isObject).flatMap(change);
    // A PATCH without operations would be refused: a server that ignores them all just answers.
    if (changed.length === 0) return new Response(null, { status: 204 });
    return next(withBody(request, { ...body, Operations: changed }));
  });
}

/** True for an operation of that kind whose path starts like this. */
export function isOperation(operation: JsonObject, op: string, path: string): boolean {
  return (
    String(operation["op"]).toLowerCase() === op &&
    String(operation["path"] ?? "")
      .toLowerCase()
      .startsWith(path)
  );
}

/** A server with an answer of its own to a PATCH of a group that names a member of it, or one that names none. */
export function whereMember(isMember: boolean, answer: () => Response): Wrap {
  return on("PATCH /Groups/:id").answer(async (request, next) => {
    const text = JSON.stringify(await readJson(request));
    const members = itemsAt(await readThrough(next, request), "members");
    const isNamed = members.some(({ value }) => text.includes(String(value)));
    return isNamed === isMember ? answer() : next(request);
  });
}
