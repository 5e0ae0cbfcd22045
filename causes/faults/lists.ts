import { errorResponse, withHeader } from "../../src/kit/defects/answers.ts";
import { on } from "../../src/kit/defects/on.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { without } from "../../src/kit/defects/answers.ts";
import type { WideFault } from "./fault.ts";

const LISTS = { path: /^\/(?:(?:Users|Groups)\/?)?(?:\.search)?$/ };
const isFiltered = (query: URLSearchParams): boolean => query.has("filter");
const filterOf = (query: URLSearchParams): string => query.get("filter") ?? "";

function dropParameters(...names: readonly string[]): (url: URL) => void {
  return (url) => {
    for (const name of names) url.searchParams.delete(name);
  };
}

function isSearch({ method, url }: Request): boolean {
  return method === "POST" && url.endsWith("/.search");
}

/** A list to which a filter said nothing, however it was sent. */
const ignoresFilters: WideFault["wrap"] = (next) =>
  on({ ...LISTS, method: "GET" }).url(dropParameters("filter"))(
    on({ path: /\/\.search$/, method: "POST" }).sent((body) => without(body, "filter"))(next),
  );

const ignoresPaging: WideFault["wrap"] = (next) =>
  on({ ...LISTS, method: "GET" }).url(dropParameters("startIndex", "count"))(
    on({ path: /\/\.search$/, method: "POST" }).sent((body) => without(body, "startIndex", "count"))(next),
  );

const ignoresProjection: WideFault["wrap"] = (next) =>
  on({}).url(dropParameters("attributes", "excludedAttributes"))(
    on({ path: /\/\.search$/, method: "POST" }).sent((body) => without(body, "attributes", "excludedAttributes"))(next),
  );

function toBareArray(answer: Response, request: Request): Promise<Response> | Response {
  if (!answer.ok || !(request.method === "GET" || isSearch(request))) return answer;
  return answer.text().then((text) => {
    const body: Json = JSON.parse(text);
    const items = isObject(body) ? getIgnoreCase(body, "Resources") : undefined;
    return new Response(JSON.stringify(isArray(items) ? items : []), { status: 200, headers: answer.headers });
  });
}

const refuseFilters = (isMeant: (filter: string) => boolean, status: number, detail: string): WideFault["wrap"] =>
  on({ ...LISTS, method: "GET" }, { query: (query) => isFiltered(query) && isMeant(filterOf(query)) }).answer(() =>
    errorResponse(status, detail),
  );

function totalIsPageSize(body: JsonObject): JsonObject {
  const items = body["Resources"];
  return isArray(items) && "totalResults" in body ? { ...body, totalResults: items.length } : body;
}

/** Lists, filters, paging and projection. */
export const LIST_FAULTS: readonly WideFault[] = [
  { name: "filters-ignored", gates: ["filters-ignored"], wrap: ignoresFilters },
  {
    name: "filters-ignored-but-user-name-eq",
    gates: ["filters-ignored"],
    wrap: on(
      { ...LISTS, method: "GET" },
      { query: (query) => isFiltered(query) && !/^userName eq "[^"]*"$/i.test(filterOf(query)) },
    ).url(dropParameters("filter")),
  },
  {
    name: "filters-of-groups-ignored",
    gates: ["filters-ignored"],
    wrap: on("GET /Groups").url(dropParameters("filter")),
  },
  { name: "every-filter-400", gates: ["refused"], wrap: refuseFilters(() => true, 400, "Unsupported filter") },
  {
    name: "filters-but-eq-400",
    gates: ["refused"],
    wrap: refuseFilters((filter) => !/^[\w.]+ eq "[^"]*"$/i.test(filter), 400, "Only eq is supported"),
  },
  {
    name: "drops-the-connection-at-parentheses",
    gates: ["refused"],
    wrap: on({ ...LISTS, method: "GET" }, { query: (query) => /[()]/.test(filterOf(query)) }).answer(() => {
      throw new Error("socket hang up");
    }),
  },
  {
    name: "drops-the-connection-at-or",
    gates: ["refused"],
    wrap: on({ ...LISTS, method: "GET" }, { query: (query) => /\bor\b/i.test(filterOf(query)) }).answer(() => {
      throw new Error("socket hang up");
    }),
  },
  {
    name: "user-names-found-by-e-mail",
    gates: ["known-by-email"],
    wrap: on(
      { ...LISTS, method: "GET" },
      { query: (query) => isFiltered(query) && /^userName eq "[^"]*"$/i.test(filterOf(query)) },
    ).url(({ searchParams }) =>
      searchParams.set("filter", filterOf(searchParams).replace(/^userName/i, "emails.value")),
    ),
  },
  { name: "paging-ignored", gates: ["paging-ignored"], wrap: ignoresPaging },
  { name: "attributes-ignored", gates: ["projection-ignored"], wrap: ignoresProjection },
  {
    name: "every-list-a-bare-array",
    gates: ["lists-malformed"],
    wrap: on({ ...LISTS }).response(toBareArray),
  },
  {
    name: "one-resource-not-in-an-array",
    gates: ["resources-no-array"],
    wrap: on({ ...LISTS }).body((body) => {
      const items = body["Resources"];
      return isArray(items) && items.length === 1 ? { ...body, Resources: items[0] ?? null } : body;
    }),
  },
  {
    name: "total-takes-no-notice-of-the-filter",
    gates: ["total-of-everything"],
    wrap: on({ ...LISTS, method: "GET" }, { query: isFiltered }).body((body) => ({ ...body, totalResults: 1742 })),
  },
  { name: "groups-a-bare-array", gates: ["lists-malformed"], wrap: on("GET /Groups").response(toBareArray) },
  { name: "total-is-the-size-of-the-page", gates: [], wrap: on({ ...LISTS }).body(totalIsPageSize) },
  {
    name: "start-index-zero-400",
    gates: [],
    wrap: on({ ...LISTS }, { query: (query) => Number(query.get("startIndex") ?? 1) < 1 }).answer(() =>
      errorResponse(400, "startIndex must be at least 1"),
    ),
  },
  {
    name: "groups-500",
    gates: [],
    wrap: on("GET /Groups").answer(() => errorResponse(500, "Internal Server Error")),
  },
  {
    name: "no-content-type-anywhere",
    gates: [],
    wrap: on({}).response((answer) => withHeader(answer, "content-type", "text/plain")),
  },
];
