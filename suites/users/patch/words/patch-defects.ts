import {
  ignoreWrite,
  isArray,
  isObject,
  on,
  readJson,
  readThrough,
  remembering,
  toRead,
  valueAt,
  withBody,
} from "../../../../src/kit/index.ts";
import type { Json, JsonObject, Match, Wrap } from "../../../../src/kit/index.ts";

/** The operations of a PATCH, in their order. */
export type Operations = readonly JsonObject[];

/** The PATCHes with such operations, for `on`. */
export function patchWith(when: (operations: Operations) => boolean = () => true): Match {
  return { method: "PATCH", body: (body) => isObject(body) && when(operationsIn(body)) };
}

/** Tells which operations a fault is about: the others the server carries out as they are. */
export type IsMeant = (operation: JsonObject) => boolean;

/** Operations of one kind: with a filter in the path, with nothing but an attribute there, or a sub-attribute behind the filter. */
export function operation(op: string, form: "filter" | "attribute" | "part" | "any" = "any"): IsMeant {
  return ({ op: verb, path }) => String(verb).toLowerCase() === op && FORMS[form].test(String(path ?? ""));
}

const FORMS = { filter: /\[.*\]$/, attribute: /^[\w.]+$/, part: /\]\./, any: /(?:)/ };

/** An add or replace of a whole list. */
export function givesList(op: "add" | "replace"): IsMeant {
  return (one) => operation(op, "attribute")(one) && isArray(one["value"]);
}

/** A server that carries out other operations than those that were sent. */
export function operatesAs(
  change: (operation: JsonObject) => JsonObject | Operations,
  isMeant: IsMeant = () => true,
): Wrap {
  return operatesInOrder((operations) => operations.flatMap((one) => (isMeant(one) ? change(one) : one)));
}

/** A server that carries out the operations in an order of its own. */
export function operatesInOrder(sort: (operations: Operations) => Operations): Wrap {
  return on("PATCH /Users/:id").sent((body) => ({ ...body, Operations: sort(operationsIn(body)) }));
}

/** A server that says 200 to a PATCH and does nothing. */
export function ignoresPatch(when?: (operations: Operations) => boolean): Wrap {
  return ignoreWrite(patchWith(when));
}

/**
 * A server with a PATCH of its own: `change` makes the new user of the old one and the operations, and it is put in place
 * of the old one. Undefined leaves the request to the sound server.
 */
export function patchesAs(
  change: (user: JsonObject, operations: Operations) => JsonObject | undefined,
  isMeant: IsMeant = () => true,
): Wrap {
  return on({ ...patchWith(([first = {}]) => isMeant(first)), path: /^\/Users\/[^/]+$/ }).answer(
    async (request, next) => {
      const user = await readThrough(next, request);
      const changed = user === undefined ? undefined : change(user, operationsIn(await readJson(request)));
      if (changed === undefined) return next(request);
      return next(changed === user ? toRead(request, request.url) : put(request, changed));
    },
  );
}

/** A server that answers some PATCHes without carrying them out, by what the user is before. */
export function answersPatch(answer: (user: JsonObject, operations: Operations) => Response | undefined): Wrap {
  return on(patchWith()).answer(async (request, next) => {
    const user = await readThrough(next, request);
    return answer(user ?? {}, operationsIn(await readJson(request))) ?? next(request);
  });
}

/** What is left of a user whom a server replaces as a whole: the name to log in with. */
export function bare(user: JsonObject): JsonObject {
  const extensions = Object.entries(user).filter(([name]) => name.startsWith("urn:"));
  return { schemas: user["schemas"], userName: user["userName"], ...Object.fromEntries(extensions) };
}

/** A server that carries out one operation after the other and keeps what the first ones did when a later one fails. */
export function operatesOneByOne(): Wrap {
  return on(patchWith((operations) => operations.length > 1)).answer(async (request, next) => {
    const body = await readJson(request);
    let last = new Response(null, { status: 204 });
    for (const operation of operationsIn(body)) {
      last = await next(withBody(request, { ...(isObject(body) ? body : {}), Operations: [operation] }));
      if (!last.ok) break;
    }
    return last;
  });
}

/** A server that shows users otherwise once they were patched by such operations. */
export function showsPatched(
  change: (user: JsonObject) => JsonObject,
  when?: (operations: Operations) => boolean,
): Wrap {
  return showsAfter(patchWith(when), { isMeant: ({ ok }) => ok, change });
}

/** A server that changes users by such a PATCH although it refuses it. */
export function changesRefused(
  when: (operations: Operations) => boolean,
  change: (user: JsonObject) => JsonObject,
): Wrap {
  return showsAfter(patchWith(when), { isMeant: ({ ok }) => !ok, change });
}

/** How a server shows a user after a PATCH with an answer that is meant. */
interface ShownAfter {
  readonly isMeant: (answer: Response) => boolean;
  readonly change: (user: JsonObject) => JsonObject;
}

function showsAfter(match: Match, { isMeant, change }: ShownAfter): Wrap {
  return remembering(() => {
    const paths = new Set<string>();
    const remember = on(match).response((response, { url }) => {
      if (isMeant(response)) paths.add(new URL(url).pathname);
      return response;
    });
    const show = on("GET").body((user, { url }) => (paths.has(new URL(url).pathname) ? change(user) : user));
    return (next) => show(remember(next));
  });
}

/** The operations of a PatchOp message. */
export function operationsIn(body: unknown): Operations {
  const operations = isObject(body) ? body["Operations"] : undefined;
  return isArray(operations) ? operations.filter(isObject) : [];
}

/** The names in an operation's path, as far as it has no filter: `name`, `givenName`. */
export function namesInPath(operation: JsonObject | undefined): readonly string[] {
  const path = operation?.["path"];
  return typeof path === "string" ? path.split(".") : [];
}

/** What a user has where the path of an operation leads to. */
export function currentValue(user: JsonObject, operation: JsonObject | undefined): Json | undefined {
  return valueAt(user, ...namesInPath(operation));
}

function put(request: Request, user: JsonObject): Request {
  return withBody(new Request(request.url, { method: "PUT", headers: request.headers }), user);
}
