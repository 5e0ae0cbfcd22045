import { ScimError } from "./error.ts";
import type { JsonObject } from "./json.ts";
import { LIST_RESPONSE_URN } from "./urns.ts";

/** Which part of a result is wanted (RFC 7644 section 3.4.2.4). */
export interface Paging {
  /** 1-based index of the first result, at least 1. */
  readonly startIndex: number;
  /** Most results to return, from 0 to the service provider's own limit. */
  readonly count: number;
}

/** One page of a result. */
export interface Page {
  readonly resources: readonly JsonObject[];
  /** Number of all matches, not of those in the page. */
  readonly totalResults: number;
  readonly startIndex: number;
}

/** Reads `startIndex` and `count`; an absent or too large count becomes `maxResults`. @throws ScimError 400 invalidValue */
export function parsePaging(query: URLSearchParams, options: { readonly maxResults: number }): Paging {
  const { maxResults } = options;
  return {
    startIndex: Math.max(1, parseInteger(query, "startIndex") ?? 1),
    count: Math.min(maxResults, Math.max(0, parseInteger(query, "count") ?? maxResults)),
  };
}

/** The ListResponse message; `itemsPerPage` is the number of resources in it. */
export function toListResponse(page: Page): JsonObject {
  return {
    schemas: [LIST_RESPONSE_URN],
    totalResults: page.totalResults,
    startIndex: page.startIndex,
    itemsPerPage: page.resources.length,
    Resources: page.resources,
  };
}

function parseInteger(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^-?\d+$/.test(text)) {
    throw new ScimError(400, `Parameter '${name}' must be an integer, found '${text}'.`, { scimType: "invalidValue" });
  }
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Number(text)));
}
