import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { withBody } from "../../src/kit/defects/answers.ts";
import { on } from "../../src/kit/defects/on.ts";
import type { Wrap } from "../../src/kit/defects/on.ts";
import { readJson } from "../../src/kit/defects/where.ts";
import { toRead } from "../../src/kit/defects/writes.ts";

/** The operations of a PATCH body. */
export function operationsOf(body: Json): readonly JsonObject[] {
  const operations = isObject(body) ? getIgnoreCase(body, "Operations") : undefined;
  return isArray(operations) ? operations.filter(isObject) : [];
}

/** The verb of an operation, in lower case. */
export function verbOf(operation: JsonObject): string {
  return String(getIgnoreCase(operation, "op")).toLowerCase();
}

/** True for an operation with a path. */
export function hasPath(operation: JsonObject): boolean {
  return getIgnoreCase(operation, "path") !== undefined;
}

/** A PATCH body with only those of its operations. */
function keepOperations(body: JsonObject, isKept: (operation: JsonObject) => boolean): JsonObject {
  return { ...body, Operations: operationsOf(body).filter(isKept) };
}

/** Hands on a PATCH with only some of its operations; where none is left it is answered with the resource as it stands. */
export function doingOnly(isDone: (operation: JsonObject) => boolean): Wrap {
  return on("PATCH").answer(async (request, next) => {
    const body = await readJson(request);
    if (!isObject(body)) return next(request);
    const kept = keepOperations(body, isDone);
    const isEmpty = operationsOf(kept).length === 0 && operationsOf(body).length > 0;
    return isEmpty ? next(toRead(request, request.url)) : next(withBody(request, kept));
  });
}
