import type { Wrap } from "./tamper.ts";
import { readJson, withBody } from "./tamper.ts";
import { isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";

/**
 * A server that makes something of its own of the body of a PUT before it stores it, knowing the resource as it stands.
 * `path` matches the resources.
 */
export function changePut(path: RegExp, change: (sent: JsonObject, current: JsonObject) => JsonObject): Wrap {
  return (next) => async (request) => {
    const url = new URL(request.url);
    if (request.method !== "PUT" || !path.test(url.pathname)) return next(request);
    const sent = await readJson(request);
    const response = await next(new Request(url, { headers: { authorization: authorizationOf(request) } }));
    const current: unknown = response.ok ? JSON.parse(await response.text()) : undefined;
    return next(isObject(sent) && isObject(current) ? withBody(request, change(sent, current)) : request);
  };
}

function authorizationOf(request: Request): string {
  return request.headers.get("authorization") ?? "";
}
