import { compileFilter } from "../scim/filter-match.ts";
import { parseFilter } from "../scim/filter-parser.ts";
import type { Filter } from "../scim/filter-syntax.ts";
import type { JsonObject } from "../scim/json.ts";
import { parsePaging, toListResponse } from "../scim/list.ts";
import type { StoredResource } from "./ports.ts";
import type { ResourceLogic } from "./resource-logic.ts";

/** What a query works with beside its parameters. */
export interface QueryContext {
  readonly baseUrl: string;
  readonly maxResults: number;
  /** Cuts each resource down to what is to be shown. */
  readonly project: (resource: JsonObject) => JsonObject;
}

/** The ListResponse to a query of one resource type (RFC 7644 section 3.4.2). @throws ScimError 400 */
export async function queryResources(
  logic: ResourceLogic,
  query: URLSearchParams,
  { baseUrl, maxResults, project }: QueryContext,
): Promise<JsonObject> {
  const { startIndex, count } = parsePaging(query, { maxResults });
  const toPage = <T>(matches: readonly T[]): readonly T[] => matches.slice(startIndex - 1, startIndex - 1 + count);
  const represent = async (resources: readonly StoredResource[]): Promise<readonly JsonObject[]> =>
    Promise.all(resources.map(async (resource) => logic.represent(resource, baseUrl)));

  const filter = readFilter(logic, query.get("filter"));
  const candidates = await logic.candidates(filter);
  if (filter === undefined) {
    const page = await represent(toPage(candidates));
    return toListResponse({ resources: page.map(project), totalResults: candidates.length, startIndex });
  }
  const matches = (await represent(candidates)).filter(compileFilter(filter, logic.schema));
  return toListResponse({ resources: toPage(matches).map(project), totalResults: matches.length, startIndex });
}

function readFilter(logic: ResourceLogic, text: string | null): Filter | undefined {
  return text === null ? undefined : logic.toOwnFilter(parseFilter(text));
}
