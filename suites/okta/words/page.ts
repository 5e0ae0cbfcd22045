import {
  counted,
  describeRequest,
  isObject,
  isSuccess,
  shown,
  toListBody,
  totalOf,
  verify,
} from "../../../src/kit/index.ts";
import type { JsonObject, Match, Reply } from "../../../src/kit/index.ts";
import { OKTA_PAGE_SIZE } from "../../../emulator/okta/wire/list-queries.ts";

/** Queries of users without a filter. */
export const UNFILTERED: Match = { method: "GET", path: /^\/Users$/, query: (query) => !query.has("filter") };

/** The resources that an answer lists; none when it is no list. */
export function resourcesOf({ body }: Reply): readonly JsonObject[] {
  return isObject(body) ? toListBody(body).resources : [];
}

/** Throws when an answer lists more resources than these. */
export function verifyAtMost(reply: Reply, most: number): void {
  const { length } = resourcesOf(reply);
  const expected = most === 0 ? "none" : `at most ${most}`;
  const sentence = `${describeRequest(reply)} lists ${counted(length, "resource")} instead of ${expected}`;
  verify(reply).that(length <= most, sentence, { expected: `${expected} in Resources`, at: ["Resources"] });
}

/** Throws unless the answer is a list that shows somebody. */
export function verifyUsersListed(reply: Reply): void {
  const answer = verify(reply).status(200);
  answer.object();
  answer.at("Resources").holds("at least the user that was made", () => resourcesOf(reply).length > 0);
}

/** Throws unless the three counters of a list are integers, as far as they must be there. */
export function verifyCounters(reply: Reply): void {
  const answer = verify(reply);
  const { resources, totalResults } = toListBody(answer.object());
  // RFC 7644 section 3.4.2: startIndex and itemsPerPage may be left out where everything is on one page.
  const isWhole = resources.length === Number(totalResults);
  for (const name of ["totalResults", "startIndex", "itemsPerPage"]) {
    answer.at(name).holds("an integer", (value) => Number.isInteger(value) || (isWhole && value === undefined));
  }
}

/** Throws unless the answer holds at most two users and counts at least the three that were made. */
export function verifyPageOfTwo(reply: Reply): void {
  verifyAtMost(reply, 2);
  verify(reply)
    .at("totalResults")
    .holds("at least the 3 users that were made", (total) => Number(total) >= 3);
}

/** Where the counter is left out, or is a text, okta.connector.integers says whether it may be so. */
export function verifyItemsPerPage(reply: Reply): void {
  const counter = verify(reply).at("itemsPerPage");
  const { length } = resourcesOf(reply);
  if (counter.value !== undefined) counter.holds(String(length), (value) => Number(value) === length);
}

/** Throws unless the answer is the first page of an import, and its counters speak of it; `leaveOut` is for one without counters. */
export function verifyFirstPage(reply: Reply, leaveOut: () => void): void {
  const { startIndex, itemsPerPage } = verify(reply).list();
  verifyAtMost(reply, OKTA_PAGE_SIZE);
  if (startIndex === undefined && itemsPerPage === undefined) return leaveOut();
  verifyItemsPerPage(reply);
  if (startIndex !== undefined)
    verify(reply)
      .at("startIndex")
      .holds("1", (index) => Number(index) === 1);
}

/** How many resources a full page of an import holds. */
export function wantedOf(reply: Reply): number {
  return Math.min(OKTA_PAGE_SIZE, totalOf(reply));
}

/** Throws unless the first page of an import holds as many as were asked for, or all that there are. */
export function verifyFullPage(reply: Reply): void {
  const { length } = verify(reply).list().resources;
  const wanted = wantedOf(reply);
  verify(reply).that(length >= wanted, `a page of count=${OKTA_PAGE_SIZE} holds ${length} of ${totalOf(reply)} users`, {
    expected: `${wanted} resources`,
    at: ["Resources"],
  });
}

/** Throws where ServiceProviderConfig says that an answer holds fewer resources than Okta asks for; `page` shows how many it holds. */
export function verifyPublishedLimit(config: Reply, page: Reply): void {
  const limit = publishedLimit(config);
  verify(config).that(
    limit === undefined || limit >= OKTA_PAGE_SIZE || resourcesOf(page).length > limit,
    `GET /ServiceProviderConfig says that an answer holds ${shown(limit)} resources at most (filter.maxResults)`,
    { expected: `at least ${OKTA_PAGE_SIZE}`, at: ["filter", "maxResults"], others: [page] },
  );
}

/** What ServiceProviderConfig gives as the most resources in one answer (RFC 7643 section 5). */
function publishedLimit(config: Reply): number | undefined {
  const limit = isSuccess(config) ? verify(config).at("filter", "maxResults").value : undefined;
  // Some say 0 for "no limit".
  return typeof limit === "number" && limit > 0 ? limit : undefined;
}

/** Throws unless the answer to a page past the end is an empty list that counts all users. */
export function verifyPastEnd(reply: Reply): void {
  const answer = verify(reply).status(200);
  answer.object();
  verifyAtMost(reply, 0);
  verifyItemsPerPage(reply);
  answer.at("totalResults").holds("at least 1", () => totalOf(reply) >= 1);
}
