import { ScimError } from "../../scim/error.ts";
import { compileFilter } from "../../scim/filter/match.ts";
import { parseFilter } from "../../scim/filter/parser.ts";
import type { FilterExpression } from "../../scim/filter/syntax.ts";
import type { JsonObject } from "../../scim/json.ts";
import { sizeOfJson } from "../../scim/json-size.ts";
import { parsePaging, toListResponse } from "../../scim/list.ts";
import type { Page } from "../../scim/list.ts";
import { describeLimit } from "../http/json-limits.ts";
import type { ServerLimits } from "../http/limits.ts";
import { countTerms, createWorkMeter } from "../../scim/work-meter.ts";
import type { StoredResource } from "../ports.ts";
import type { ResourceLogic } from "../resources/resource-logic.ts";

/** What a query works with beside its parameters. */
export interface QueryContext {
  readonly baseUrl: string;
  readonly maxResults: number;
  readonly limits: ServerLimits;
  /** Cuts each resource down to what is to be shown. */
  readonly project: (resource: JsonObject) => JsonObject;
}

/** The ListResponse to a query of one resource type (RFC 7644 section 3.4.2). @throws ScimError 400 */
export async function queryResources(
  logic: ResourceLogic,
  query: URLSearchParams,
  { baseUrl, maxResults, limits, project }: QueryContext,
): Promise<JsonObject> {
  const { startIndex, count } = parsePaging(query, { maxResults });
  const toPage = <T>(matches: readonly T[]): readonly T[] => matches.slice(startIndex - 1, startIndex - 1 + count);
  const represent = async (resources: readonly StoredResource[]): Promise<readonly JsonObject[]> =>
    Promise.all(resources.map(async (resource) => logic.represent(resource, baseUrl)));

  const filter = readFilter(logic, query.get("filter"));
  const candidates = await logic.candidates(filter);
  if (filter === undefined) {
    const page = await represent(toPage(candidates));
    return toBoundedList({ resources: page.map(project), totalResults: candidates.length, startIndex }, limits);
  }
  const matches = (await represent(candidates)).filter(toTest(filter, logic, limits));
  return toBoundedList({ resources: toPage(matches).map(project), totalResults: matches.length, startIndex }, limits);
}

function toTest(
  filter: FilterExpression,
  logic: ResourceLogic,
  { scanBytes }: ServerLimits,
): (resource: JsonObject) => boolean {
  const matches = compileFilter(filter, logic.schema);
  const meter = createWorkMeter(scanBytes);
  const terms = countTerms(filter);
  return (resource) => {
    meter.spend(terms, resource);
    return matches(resource);
  };
}

/** @throws ScimError 400 tooMany for a list that is too large to be written as one text */
function toBoundedList(page: Page, limits: ServerLimits): JsonObject {
  if (sizeOfJson(page.resources, limits.listBytes) <= limits.listBytes) return toListResponse(page);
  const detail = `The list would be too large: ${describeLimit("listBytes", limits)}. Ask for less by 'count'.`;
  throw new ScimError(400, detail, { scimType: "tooMany" });
}

function readFilter(logic: ResourceLogic, text: string | null): FilterExpression | undefined {
  return text === null ? undefined : logic.toOwnFilter(parseFilter(text, logic.schema.filterBounds));
}
