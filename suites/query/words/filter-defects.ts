import { answerInstead, errorResponse, tamperUrl, withJson } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";

const RESOURCES = /^\/(Users|Groups)$/;

/** A server that reads another filter than the one that was sent. */
export function readsFilterAs(change: (filter: string) => string): Wrap {
  return tamperUrl({ method: "GET", path: RESOURCES, query: (query) => query.has("filter") }, (url) =>
    url.searchParams.set("filter", change(url.searchParams.get("filter") ?? "")),
  );
}

/** A server that does not see the filter. */
export function ignoresFilter(when: (filter: string) => boolean = () => true): Wrap {
  return tamperUrl({ method: "GET", path: RESOURCES, query: (query) => when(query.get("filter") ?? "") }, (url) =>
    url.searchParams.delete("filter"),
  );
}

/** A server that refuses some filters, with this scimType. */
export function refusesFilter(pattern: RegExp, scimType?: string): Wrap {
  return answerInstead(
    { method: "GET", path: RESOURCES, query: (query) => pattern.test(query.get("filter") ?? "") },
    () => errorResponse(400, "The filter is not understood.", scimType),
  );
}

/**
 * A server that picks resources in a way of its own: `pick` says whether one matches, by the parts of the filter that
 * `pattern` captures. Filters of another form are answered as usual.
 */
export function picksBy(pattern: RegExp, pick: (resource: JsonObject, parts: readonly string[]) => boolean): Wrap {
  return (next) => async (request) => {
    const url = new URL(request.url);
    const parts = pattern.exec(url.searchParams.get("filter") ?? "");
    if (request.method !== "GET" || parts === null) return next(request);
    url.searchParams.delete("filter");
    const response = await next(new Request(url, { headers: request.headers }));
    const body: unknown = JSON.parse(await response.clone().text());
    if (!isObject(body)) return response;
    const picked = toListBody(body).resources.filter((resource) => pick(resource, parts.slice(1).map(String)));
    return withJson(response, {
      ...body,
      totalResults: picked.length,
      itemsPerPage: picked.length,
      Resources: picked,
    });
  };
}
