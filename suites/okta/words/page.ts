import { counted, describeRequest, isObject, toListBody, verify } from "../../../src/kit/index.ts";
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
