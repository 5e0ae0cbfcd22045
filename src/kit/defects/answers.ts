import type { Json, JsonObject } from "../../scim/json.ts";

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

/** The request with other credentials. */
export async function withAuthorization(request: Request, value: string): Promise<Request> {
  const headers = new Headers(request.headers);
  headers.set("authorization", value);
  const body = await request.clone().text();
  return new Request(request.url, { method: request.method, headers, ...(body === "" ? {} : { body }) });
}

/** A copy of an object without some of its members. */
export function without(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
