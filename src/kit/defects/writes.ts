import { withBody } from "./answers.ts";
import { on } from "./on.ts";
import type { Wrap } from "./on.ts";
import { readJson } from "./where.ts";
import type { Where } from "./where.ts";
import type { FetchHandler } from "../../scim/http.ts";
import { isArray, isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";

/** Hands the server another body for a PUT or PATCH, made from the one that came and the resource as it stands. */
export function rewriteWrite(match: Where, rewrite: (body: JsonObject, current: JsonObject) => JsonObject): Wrap {
  return on(match).answer(async (request, next) => {
    const body = await readJson(request);
    const current = await readThrough(next, request);
    return next(isObject(body) && current !== undefined ? withBody(request, rewrite(body, current)) : request);
  });
}

/** Answers a write with the resource as it stands and changes nothing. */
export function ignoreWrite(match: Where): Wrap {
  return on(match).answer(async (request, next) => next(toRead(request, request.url)));
}

/** The resource or list that a GET of the request's own URL, or of another one, gives; undefined when it gives no object. */
export async function readThrough(
  next: FetchHandler,
  request: Request,
  url: string = request.url,
): Promise<JsonObject | undefined> {
  const response = await next(toRead(request, url));
  const body: unknown = response.ok ? await response.json() : undefined;
  return isObject(body) ? body : undefined;
}

/** A GET with the credentials of another request. */
export function toRead(request: Request, url: string): Request {
  const headers = new Headers(request.headers);
  headers.delete("content-type");
  headers.delete("content-length");
  return new Request(url, { headers });
}

/** A ListResponse without the resources that are not to be kept; its counters follow. */
export function keepInList(list: JsonObject, isKept: (resource: JsonObject) => boolean): JsonObject {
  const resources = list["Resources"];
  if (!isArray(resources)) return list;
  const kept = resources.filter((resource) => !isObject(resource) || isKept(resource));
  const gone = resources.length - kept.length;
  return { ...list, Resources: kept, itemsPerPage: kept.length, totalResults: Number(list["totalResults"]) - gone };
}

/** The value that a match query asks for; undefined when it is none. */
export function matchedValue(url: string): string | undefined {
  const filter = new URL(url).searchParams.get("filter") ?? "";
  return /^(?:userName|displayName) eq "(?<value>.*)"$/i.exec(filter)?.groups?.["value"];
}
