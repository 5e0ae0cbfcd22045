import {
  counted,
  defineCheck,
  describeRequest,
  errorResponse,
  isObject,
  on,
  shown,
  toListBody,
  valueAt,
} from "../../../src/kit/index.ts";
import type { Check, ListBody, Reply } from "../../../src/kit/index.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { openPages } from "../words/pages.ts";

const USERS = "GET /Users";

const countLimits = defineCheck({
  id: "query.page.count",
  title: "A page holds at most count users",
  rule: "RFC7644-3.4.2.4-03",
  blocks: ["import"],
  advice: "Cut the page to count users. The service may return fewer, never more.",
  run: async (t) => {
    const pages = await openPages(t, 3);
    for (const count of [1, 2]) {
      const { list, reply } = await pages.get({ count: String(count) });
      verifyThat(list.resources.length <= count, reply, {
        reason: `${describeRequest(reply)} answers ${counted(list.resources.length, "user")}`,
        expected: `at most ${count}`,
        actual: String(list.resources.length),
        at: "/Resources",
      });
    }
  },
  defects: {
    "count-ignored-with-a-filter": on(USERS).url((url) => url.searchParams.delete("count")),
    "count-as-last-offset": on(USERS, { query: (query) => query.has("count") }).url((url) =>
      url.searchParams.set("count", String(Number(url.searchParams.get("count")) + 1)),
    ),
  },
});

const zero = defineCheck({
  id: "query.page.count-zero",
  title: "count=0 answers the number of users and no users",
  rule: "RFC7644-3.4.2.4-05",
  advice: "Answer count=0 with totalResults and an empty page; do not read 0 as no limit.",
  run: async (t) => {
    const pages = await openPages(t, 2);
    const { list, reply } = await pages.get({ count: "0" });
    verifyEmptyPage(reply, list);
    const { totalResults } = list;
    if (totalResults === undefined && isObject(reply.body) && "nextCursor" in reply.body) return;
    const isRight = pages.isOwnOnly ? totalResults === 2 : typeof totalResults === "number" && totalResults >= 2;
    verifyThat(isRight, reply, {
      reason: `${describeRequest(reply)} answers totalResults ${shown(totalResults)} although two users match`,
      expected: pages.isOwnOnly ? "2" : "at least 2",
      actual: shown(totalResults),
      at: "/totalResults",
    });
  },
  defects: {
    "count-zero-as-no-limit": on(USERS, { query: (query) => query.get("count") === "0" }).url((url) =>
      url.searchParams.delete("count"),
    ),
    "count-zero-with-total-zero": on(USERS, { query: (query) => query.get("count") === "0" }).body((body) => ({
      ...body,
      totalResults: 0,
    })),
  },
});

const negative = defineCheck({
  id: "query.page.count-negative",
  title: "A negative count counts as 0",
  rule: "RFC7644-3.4.2.4-06",
  advice: "Read a negative count as 0: an empty page, no error.",
  run: async (t) => {
    if (valueAt(t.target.serviceProviderConfig, "pagination", "cursor") === true) {
      t.skip("the target pages by cursor, where RFC 9865 has rules of its own");
    }
    const pages = await openPages(t, 1);
    const { list, reply } = await pages.get({ count: "-1" });
    verifyEmptyPage(reply, list);
  },
  defects: {
    "negative-count-refused": on(USERS, { query: (query) => query.get("count") === "-1" }).response(() =>
      errorResponse(400, "count must not be negative.", "invalidValue"),
    ),
    "negative-count-as-no-limit": on(USERS, { query: (query) => query.get("count") === "-1" }).url((url) =>
      url.searchParams.delete("count"),
    ),
  },
});

const total = defineCheck({
  id: "query.page.total",
  title: "totalResults counts all matches, not those of the page",
  rule: "RFC7644-3.4.2.4-07",
  needs: ["filter"],
  blocks: ["import"],
  advice: "Count the matches before the page is cut: Okta asks for pages until it has totalResults users.",
  run: async (t) => {
    const pages = await openPages(t, 3);
    if (!pages.isOwnOnly) t.skip("the target takes no filter that names several users");
    const { list, reply } = await pages.get({ count: "1" });
    verifyThat(list.totalResults === 3, reply, {
      reason: `${describeRequest(reply)} answers totalResults ${shown(list.totalResults)} although three users match`,
      expected: "3",
      actual: shown(list.totalResults),
      at: "/totalResults",
    });
  },
  defects: {
    "total-of-the-page": on(USERS).body((body) => ({ ...body, totalResults: toListBody(body).resources.length })),
    "total-capped-at-next-page": on(USERS).body((body) => ({
      ...body,
      totalResults: toListBody(body).resources.length + 1,
    })),
  },
});

/** How many users a page holds, and what it says of their number. */
export const paginateCountChecks: readonly Check[] = [countLimits, zero, negative, total];

function verifyEmptyPage(reply: Reply, list: ListBody): void {
  verifyThat(list.resources.length === 0, reply, {
    reason: `${describeRequest(reply)} answers ${counted(list.resources.length, "user")}`,
    expected: "no Resources",
    actual: counted(list.resources.length, "user"),
    at: "/Resources",
  });
}
