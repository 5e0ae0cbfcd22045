import { getIgnoreCase, isArray, isObject } from "../../../../scim/json.ts";
import type { JsonObject } from "../../../../scim/json.ts";
import type { Exchange } from "../../../../exchange/exchange.ts";

/** The path of a request, without its query. */
export function requestPathOf({ request }: Pick<Exchange, "request">): string {
  return request.url.split("?", 1)[0] ?? "";
}

/** True for an answer with 2xx. */
export function isAccepted({ response }: Pick<Exchange, "response">): boolean {
  return response !== null && response.status >= 200 && response.status < 300;
}

/** The operations of a PATCH. */
export function operationsOf({ request }: Pick<Exchange, "request">): readonly JsonObject[] {
  const found = isObject(request.body) ? getIgnoreCase(request.body, "Operations") : undefined;
  return (isArray(found) ? found : []).filter(isObject);
}

/** A query parameter of a request, in the URL or in the body of a search. */
export function parameterOf({ request }: Pick<Exchange, "request">, name: string): string | undefined {
  const inUrl = new URLSearchParams(request.url.split("?", 2)[1] ?? "").get(name);
  if (inUrl !== null) return inUrl;
  const isSearch = request.method === "POST" && requestPathOf({ request }).endsWith("/.search");
  const inBody = isSearch && isObject(request.body) ? getIgnoreCase(request.body, name) : undefined;
  return inBody === undefined || inBody === null ? undefined : String(inBody);
}
