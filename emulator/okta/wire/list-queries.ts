import type { WireRequest } from "./wire-request.ts";
import { oktaRequest } from "./wire-request.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import { withQuery } from "../../../src/scim/request-path.ts";

/** What Okta asks of a list in one request; an import's `startIndex` grows by this, not by what came. */
export const OKTA_PAGE_SIZE = 100;

/** Test API Credentials: the first two users, whatever they are. Also sent whenever the app's settings are saved. */
export function connectorTest(): WireRequest {
  return oktaRequest("GET", withQuery("/Users", { startIndex: 1, count: 2 }));
}

/** One page of an import, from the 1-based `startIndex` on. The first page of groups is also the connector test's second request. */
export function importPage(endpoint: "/Users" | "/Groups", startIndex: number): WireRequest {
  return oktaRequest("GET", withQuery(endpoint, { startIndex, count: OKTA_PAGE_SIZE }));
}

/** The match query before a user is created: `filter=userName eq "..."`. */
export function findUser(userName: string): WireRequest {
  return equalityQuery("/Users", "userName", userName);
}

/** The match query before a group is pushed: `filter=displayName eq "..."`. */
export function findGroup(displayName: string): WireRequest {
  return equalityQuery("/Groups", "displayName", displayName);
}

/** `eq` is the only operator that Okta uses. Spaces go out as %20, as in Okta's current reference; an older one shows `+`. */
function equalityQuery(
  endpoint: "/Users" | "/Groups",
  attribute: "userName" | "displayName",
  value: string,
): WireRequest {
  const filter = filterOf`${attribute} eq ${quoted(value)}`;
  return oktaRequest("GET", withQuery(endpoint, { filter, startIndex: 1, count: OKTA_PAGE_SIZE }));
}
