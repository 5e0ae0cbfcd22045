import { readJson, tamperRequestBody, withJson } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import type { FetchHandler } from "../../../src/scim/http.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";

const PATCH_USER = { method: "PATCH", path: /^\/Users\/./ };

/** A server that carries out other operations than those that were sent. */
export function operatesAs(change: (operation: JsonObject) => JsonObject | readonly JsonObject[]): Wrap {
  return tamperRequestBody(PATCH_USER, (body) => ({
    ...body,
    Operations: operationsIn(body).flatMap((operation) => change(operation)),
  }));
}

/** A server that carries out the operations in an order of its own. */
export function operatesInOrder(sort: (operations: readonly JsonObject[]) => readonly JsonObject[]): Wrap {
  return tamperRequestBody(PATCH_USER, (body) => ({ ...body, Operations: sort(operationsIn(body)) }));
}

/** A server that says 200 to a PATCH and does nothing. */
export function ignoresPatch(when: (operations: readonly JsonObject[]) => boolean = () => true): Wrap {
  return patchesAs((user, operations) => (when(operations) ? user : undefined));
}

/**
 * A server with a PATCH of its own: `change` makes the new user of the old one and the operations, and it is put in place
 * of the old one. Undefined leaves the request to the sound server.
 */
export function patchesAs(
  change: (user: JsonObject, operations: readonly JsonObject[]) => JsonObject | undefined,
): Wrap {
  return (next) => async (request) => {
    const body = request.method === "PATCH" ? await readJson(request) : undefined;
    if (!isObject(body)) return next(request);
    const response = await next(new Request(request.url, { headers: request.headers }));
    const user: unknown = JSON.parse(await response.clone().text());
    const changed = response.ok && isObject(user) ? change(user, operationsIn(body)) : undefined;
    if (changed === undefined) return next(request);
    return changed === user ? response : next(put(request, changed));
  };
}

/** A server that answers some PATCHes without carrying them out, by what the user is before. */
export function answersPatch(
  answer: (user: JsonObject, operations: readonly JsonObject[]) => Response | undefined,
): Wrap {
  return (next) => async (request) => {
    const body = request.method === "PATCH" ? await readJson(request) : undefined;
    if (!isObject(body)) return next(request);
    const response = await next(new Request(request.url, { headers: request.headers }));
    const user: unknown = JSON.parse(await response.text());
    return (isObject(user) ? answer(user, operationsIn(body)) : undefined) ?? next(request);
  };
}

/** What is left of a user whom a server replaces as a whole: the name to log in with. */
export function bare(user: JsonObject): JsonObject {
  const extensions = Object.entries(user).filter(([name]) => name.startsWith("urn:"));
  return { schemas: user["schemas"], userName: user["userName"], ...Object.fromEntries(extensions) };
}

/** A server that carries out one operation after the other and keeps what the first ones did when a later one fails. */
export function operatesOneByOne(next: FetchHandler): FetchHandler {
  return async (request) => {
    const body = request.method === "PATCH" ? await readJson(request) : undefined;
    const operations = operationsIn(body);
    if (!isObject(body) || operations.length < 2) return next(request);
    let last = new Response(null, { status: 204 });
    for (const operation of operations) {
      const single = JSON.stringify({ ...body, Operations: [operation] });
      last = await next(new Request(request.url, { method: "PATCH", headers: request.headers, body: single }));
      if (!last.ok) return last;
    }
    return last;
  };
}

/** A server that shows users otherwise once they were patched. */
export function showsPatched(change: (user: JsonObject) => JsonObject): Wrap {
  return (next) => {
    const patched = new Set<string>();
    return async (request) => {
      const { pathname } = new URL(request.url);
      const response = await next(request);
      if (request.method === "PATCH" && response.ok) patched.add(pathname);
      if (request.method !== "GET" || !patched.has(pathname) || !response.ok) return response;
      const user: unknown = JSON.parse(await response.clone().text());
      return isObject(user) ? withJson(response, change(user)) : response;
    };
  };
}

/** The operations of a PatchOp message. */
export function operationsIn(body: unknown): readonly JsonObject[] {
  const operations = isObject(body) ? body["Operations"] : undefined;
  return isArray(operations) ? operations.filter(isObject) : [];
}

/** The names in an operation's path, as far as it has no filter: `name`, `givenName`. */
export function pathOf(operation: JsonObject | undefined): readonly string[] {
  const path = operation?.["path"];
  return typeof path === "string" ? path.split(".") : [];
}

function put(request: Request, user: JsonObject): Request {
  return new Request(request.url, { method: "PUT", headers: request.headers, body: JSON.stringify(user) });
}
