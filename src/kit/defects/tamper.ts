import { isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import type { FetchHandler } from "../../scim/http.ts";

/** Which requests a defect meddles with: by method, path pattern and, where needed, the parsed body. */
export interface TamperMatch {
  /** All methods when left out. */
  readonly method?: string | readonly string[];
  /** Held against the path below the base path, without the query, for example `/^\/Users$/`; all paths when left out. */
  readonly path?: RegExp;
  /** Held against the query parameters. */
  readonly query?: (query: URLSearchParams) => boolean;
  /** Held against the parsed JSON body; not called when there is none. */
  readonly body?: (body: Json) => boolean;
}

/** A wire defect's wrapper. */
export type Wrap = (next: FetchHandler) => FetchHandler;

/** Answers matching requests without asking the server. */
export function answerInstead(match: TamperMatch, answer: (request: Request) => Response | Promise<Response>): Wrap {
  return (next) => async (request) => ((await matches(match, request)) ? answer(request) : next(request));
}

/** Hands the server another request than the one that came. */
export function tamperRequest(match: TamperMatch, change: (request: Request) => Request | Promise<Request>): Wrap {
  return (next) => async (request) => next((await matches(match, request)) ? await change(request) : request);
}

/** Hands the server another JSON body than the one that came. */
export function tamperRequestBody(match: TamperMatch, change: (body: JsonObject, request: Request) => Json): Wrap {
  return tamperRequest(match, async (request) => {
    const body = await readJson(request);
    return isObject(body) ? withBody(request, change(body, request)) : request;
  });
}

/** Hands the server another URL than the one that came, for example with a query parameter taken away. */
export function tamperUrl(match: TamperMatch, change: (url: URL) => void): Wrap {
  return tamperRequest(match, async (request) => {
    const url = new URL(request.url);
    change(url);
    const body = await request.clone().text();
    return new Request(url, { method: request.method, headers: request.headers, ...(body === "" ? {} : { body }) });
  });
}

/** Changes answers of any status to matching requests. */
export function tamperResponse(
  match: TamperMatch,
  change: (response: Response, request: Request) => Response | Promise<Response>,
): Wrap {
  return (next) => async (request) => {
    const hit = await matches(match, request);
    const response = await next(hit ? request.clone() : request);
    return hit ? change(response, request) : response;
  };
}

/** Changes the JSON object in successful answers to matching requests. */
export function tamperResponseBody(match: TamperMatch, change: (body: JsonObject, request: Request) => Json): Wrap {
  return tamperResponse(match, async (response, request) => {
    const body = response.ok ? parse(await response.clone().text()) : undefined;
    return isObject(body) ? withJson(response, change(body, request)) : response;
  });
}

/** Changes each resource in successful answers: the one resource, or every item of a list. */
export function tamperResources(match: TamperMatch, change: (resource: JsonObject, request: Request) => Json): Wrap {
  return tamperResponseBody(match, (body, request) => {
    const items = body["Resources"];
    if (!isArray(items)) return "totalResults" in body ? body : change(body, request);
    return { ...body, Resources: items.map((item) => (isObject(item) ? change(item, request) : item)) };
  });
}

/** A response with another status; the body stays unless the status forbids one. */
export function withStatus(response: Response, status: number): Response {
  const empty = status === 204 || status === 304;
  return new Response(empty ? null : response.body, { status, headers: response.headers });
}

/** A response with one header set, or removed when the value is null. */
export function withHeader(response: Response, name: string, value: string | null): Response {
  const headers = new Headers(response.headers);
  if (value === null) headers.delete(name);
  else headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
}

/** A response with another JSON body. */
export function withJson(response: Response, body: Json): Response {
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  return new Response(JSON.stringify(body), { status: response.status, headers });
}

/** A SCIM error, as a faulty server might answer where it should not. */
export function errorResponse(status: number, detail: string, scimType?: string): Response {
  const body = {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail,
  };
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/scim+json" } });
}

/** The request with another JSON body. */
export function withBody(request: Request, body: Json): Request {
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: JSON.stringify(body),
  });
}

/** A copy of an object without some of its members. */
export function without(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** The parsed JSON body of a request, which stays readable. */
export async function readJson(request: Request): Promise<Json | undefined> {
  return parse(await request.clone().text());
}

async function matches(match: TamperMatch, request: Request): Promise<boolean> {
  const url = new URL(request.url);
  if (match.method !== undefined && ![match.method].flat().includes(request.method)) return false;
  if (match.path !== undefined && !match.path.test(belowBase(url.pathname))) return false;
  if (match.query !== undefined && !match.query(url.searchParams)) return false;
  if (match.body === undefined) return true;
  const body = await readJson(request);
  return body !== undefined && match.body(body);
}

/** Path below the bundled server's base path. */
function belowBase(pathname: string): string {
  return pathname.replace(/^\/scim\/v2/, "");
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
