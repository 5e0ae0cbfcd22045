import { counted, describeRequest, isObject, toListBody, totalOf, verify } from "../../../src/kit/index.ts";
import type { JsonObject, Match, Reply } from "../../../src/kit/index.ts";

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

/** Throws unless the answer to a page past the end is an empty list that counts all users. */
export function verifyPastEnd(reply: Reply): void {
  const answer = verify(reply).status(200);
  answer.object();
  verifyAtMost(reply, 0);
  verifyItemsPerPage(reply);
  answer.at("totalResults").holds("at least 1", () => totalOf(reply) >= 1);
}
