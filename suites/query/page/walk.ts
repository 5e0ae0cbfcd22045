import { counted } from "../../../src/exchange/counted.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeOutcome, describeRequest } from "../../../src/exchange/reply.ts";
import { errorResponse, tamperResponse, tamperUrl } from "../../../src/kit/defects/tamper.ts";
import type { TamperMatch } from "../../../src/kit/defects/tamper.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { Violation } from "../../../src/exchange/violation.ts";
import { isObject } from "../../../src/scim/json.ts";
import { withQuery } from "../../../src/scim/request-path.ts";
import { openPages, shiftsStart } from "../words/pages.ts";
import type { Pages } from "../words/pages.ts";

const USERS: TamperMatch = { method: "GET", path: /^\/Users$/ };
const WALKED = 5;

const walk = defineCheck({
  id: "query.page.walk",
  title: "The pages together give each user once",
  clause: rfc("RFC7644-3.4.2.4-11"),
  needs: ["filter"],
  blocks: ["import"],
  advice: "Cut the pages from one stable order and begin each at startIndex: users that are skipped are not imported.",
  run: async (t) => {
    const pages = await openPages(t, WALKED);
    if (!pages.isOwnOnly) t.skip("the target takes no filter that names several users");
    const first = await walkPages(pages);
    // A server without a stable order may be unlucky once.
    const found = isEachOnce(first) ? first : await walkPages(pages);
    if (isEachOnce(found)) return;
    throw new Violation(`pages of two give ${new Set(found).size} of ${WALKED} users, and ${found.length} in all`, {
      expected: [`each of ${WALKED} users once`],
      actual: `${counted(found.length, "user")}, ${new Set(found).size} different`,
      at: null,
    });
  },
  defects: [
    {
      name: "second-page-overlaps-the-first",
      breaks: "RFC7644-3.4.2.4-11",
      wrap: shiftsStart((startIndex) => (startIndex > 1 ? startIndex - 1 : startIndex)),
    },
    {
      name: "second-page-skips-a-user",
      breaks: "RFC7644-3.4.2.4-11",
      wrap: shiftsStart((startIndex) => (startIndex > 1 ? startIndex + 1 : startIndex)),
    },
    {
      name: "start-index-ignored",
      breaks: "RFC7644-3.4.2.4-11",
      wrap: tamperUrl(USERS, (url) => url.searchParams.delete("startIndex")),
    },
  ],
});

const pastTheEnd = defineCheck({
  id: "query.page.past-the-end",
  title: "A startIndex past the end answers an empty page",
  clause: rfc("RFC7644-3.4.2.4-10"),
  blocks: ["import"],
  advice: "Answer 200 with an empty page and the usual totalResults when there is nothing at startIndex.",
  run: async (t) => {
    const pages = await openPages(t, 2);
    const { list: all } = await pages.get({ count: "1" });
    if (typeof all.totalResults !== "number") return t.skip("the target does not say how many users there are");
    const { list, reply } = await pages.get({ startIndex: String(all.totalResults + 1000), count: "2" });
    const isRight = list.resources.length === 0 && (!pages.isOwnOnly || list.totalResults === 2);
    verifyThat(isRight, reply, {
      reason: `${describeRequest(reply)} answers ${list.resources.length} users of ${String(list.totalResults)}`,
      expected: "no Resources, and the usual totalResults",
      actual: `${counted(list.resources.length, "user")}, totalResults ${String(list.totalResults)}`,
      at: "/Resources",
    });
  },
  defects: [
    {
      name: "page-past-the-end-is-404",
      breaks: "RFC7644-3.4.2.4-10",
      wrap: tamperResponse({ ...USERS, query: isFarAway }, () => errorResponse(404, "There is no such page.")),
    },
    {
      name: "page-past-the-end-is-the-last",
      breaks: "RFC7644-3.4.2.4-10",
      wrap: shiftsStart((startIndex) => (startIndex > 1000 ? 1 : startIndex)),
    },
  ],
});

const notANumber = defineCheck({
  id: "query.page.not-a-number",
  title: "A startIndex or count that is no number is refused",
  clause: rfc("RFC7644-3.4.2.4-12"),
  advice: "Refuse startIndex=abc and count=abc with 400 instead of falling back to a default.",
  run: async (t) => {
    await verifyRefusedPage(t, { startIndex: "abc", count: "1" });
    await verifyRefusedPage(t, { count: "abc" });
  },
  defects: [
    {
      name: "start-index-text-ignored",
      breaks: "RFC7644-3.4.2.4-12",
      wrap: tamperUrl({ ...USERS, query: (query) => query.get("startIndex") === "abc" }, (url) =>
        url.searchParams.delete("startIndex"),
      ),
    },
    {
      name: "count-text-as-zero",
      breaks: "RFC7644-3.4.2.4-12",
      wrap: tamperUrl({ ...USERS, query: (query) => query.get("count") === "abc" }, (url) =>
        url.searchParams.set("count", "0"),
      ),
    },
  ],
});

/** Going through the pages, and beyond them. */
export const paginateWalkChecks: readonly Check[] = [walk, pastTheEnd, notANumber];

/** Ids in the order in which pages of two give them, by the lengths that really come. */
async function walkPages(pages: Pages): Promise<readonly string[]> {
  const found: string[] = [];
  for (let startIndex = 1, requests = 0; startIndex <= WALKED && requests <= WALKED; requests += 1) {
    const { list } = await pages.get({ startIndex: String(startIndex), count: "2" });
    if (list.resources.length === 0) break;
    for (const { id } of list.resources) found.push(String(id));
    startIndex += list.resources.length;
  }
  return found;
}

function isEachOnce(ids: readonly string[]): boolean {
  return ids.length === WALKED && new Set(ids).size === WALKED;
}

async function verifyRefusedPage(t: CheckContext, parameters: Readonly<Record<string, string>>): Promise<void> {
  const reply = await t.get(withQuery("/Users", parameters));
  const found = isObject(reply.body) ? toListBody(reply.body).resources.length : 0;
  verifyThat(reply.status >= 400 && reply.status < 500, reply, {
    reason: `${describeRequest(reply)} is answered although it asks for no page`,
    expected: "400",
    actual: `status ${describeOutcome(reply)} with ${found} users`,
  });
}

function isFarAway(query: URLSearchParams): boolean {
  return Number(query.get("startIndex")) > 1000;
}
