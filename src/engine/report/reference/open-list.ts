import type { Exchange } from "../../../exchange/exchange.ts";
import { getIgnoreCase, isObject } from "../../../scim/json.ts";

/** True for a request for a list without a filter: whatever else is at the target decides its answer. */
export function isOpenList({ request }: Pick<Exchange, "request">): boolean {
  const [path = "", query = ""] = request.url.split("?", 2);
  if (request.method === "GET") {
    return /\/(?:users|groups)\/?$/i.test(path) && !new URLSearchParams(query).has("filter");
  }
  const isSearch = request.method === "POST" && path.endsWith("/.search");
  return isSearch && (!isObject(request.body) || getIgnoreCase(request.body, "filter") === undefined);
}
