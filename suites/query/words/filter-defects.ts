import { errorResponse, on, toListBody } from "../../../src/kit/index.ts";
import type { JsonObject, Match, Wrap } from "../../../src/kit/index.ts";

const LISTS: Match = { method: "GET", path: /^\/(Users|Groups)$/ };

/** A server that reads another filter than the one that was sent. */
export function readsFilterAs(change: (filter: string) => string): Wrap {
  return on({ ...LISTS, query: (query) => query.has("filter") }).url(({ searchParams }) =>
    searchParams.set("filter", change(filterIn(searchParams))),
  );
}

/** A server that does not see the filter. */
export function ignoresFilter(when: (filter: string) => boolean = () => true): Wrap {
  return on({ ...LISTS, query: (query) => when(filterIn(query)) }).url((url) => url.searchParams.delete("filter"));
}

/** A server that refuses some filters, with this scimType. */
export function refusesFilter(pattern: RegExp, scimType?: string): Wrap {
  return on({ ...LISTS, query: (query) => pattern.test(filterIn(query)) }).answer(() =>
    errorResponse(400, "The filter is not understood.", scimType),
  );
}

/**
 * A server that picks resources in a way of its own: `pick` says whether one matches, by the parts of the filter that
 * `pattern` captures. Filters of another form are answered as usual.
 */
export function picksBy(pattern: RegExp, pick: (resource: JsonObject, parts: readonly string[]) => boolean): Wrap {
  const isMeant = (filter: string): boolean => pattern.test(filter);
  const picks = on("GET", { query: (query) => isMeant(filterIn(query)) }).body((body, { url }) => {
    const [, ...parts] = pattern.exec(filterIn(new URL(url).searchParams)) ?? [];
    const picked = toListBody(body).resources.filter((resource) => pick(resource, parts.map(String)));
    return { ...body, totalResults: picked.length, itemsPerPage: picked.length, Resources: picked };
  });
  return (next) => picks(ignoresFilter(isMeant)(next));
}

/** A server that compares an attribute with LIKE and takes the value of a filter, as `pattern` captures it, for its pattern. */
export function picksLike(pattern: RegExp, attribute: string): Wrap {
  return picksBy(pattern, (resource, [value = ""]) => toLikePattern(value).test(String(resource[attribute])));
}

/** The value as LIKE reads it: _ is any character, % any text. */
function toLikePattern(value: string): RegExp {
  const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("_", ".").replaceAll("%", ".*")}$`, "i");
}

/** A server that lists one more resource, whatever was asked for. */
export function alwaysLists(resource: JsonObject): Wrap {
  return on(LISTS).body((body) => {
    const { resources } = toListBody(body);
    return { ...body, totalResults: resources.length + 1, Resources: [...resources, { id: "0", ...resource }] };
  });
}

function filterIn(query: URLSearchParams): string {
  return query.get("filter") ?? "";
}
