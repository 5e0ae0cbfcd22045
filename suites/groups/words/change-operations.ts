import { getIgnoreCase, isArray, isObject, on, readJson, withBody } from "../../../src/kit/index.ts";
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
