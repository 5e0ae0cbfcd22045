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
  /** Number of all matches, not of the page. */
  readonly totalResults: number;
  readonly startIndex: number;
}

/** Reads `startIndex` and `count`; an absent or too large count becomes `maxResults`. @throws ScimError 400 invalidValue */
export function parsePaging(query: URLSearchParams, options: { readonly maxResults: number }): Paging {
  throw new Error(String(query) + options.maxResults);
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
