import {
  defineCheck,
  describeRequest,
  errorResponse,
  isObject,
  isSuccess,
  on,
  toListBody,
  valueAt,
  verify,
  withQuery,
} from "../../../src/kit/index.ts";
import type { Check } from "../../../src/kit/index.ts";
import { verifyPageSize } from "../words/page-size.ts";
import { onPage, openPages } from "../words/pages.ts";

const USERS = "GET /Users";

const countLimits = defineCheck({
  id: "query.page.count",
  title: "A page holds at most count users",
  rule: "RFC7644-3.4.2.4-03",
  advice: "Cut the page to count users. The service may return fewer, never more.",
  run: async (t) => {
    const pages = await openPages(t, 3);
    for (const count of [1, 2]) {
      const { reply } = await pages.get({ count: String(count) });
      verifyPageSize(reply, { most: count });
    }
    // Without a filter many a server takes another way.
    const whole = await t.get(withQuery("/Users", { count: 1 }));
    verify(whole).doesNotCrash();
    if (isSuccess(whole)) verifyPageSize(whole, { most: 1 });
    else t.note(whole, `${describeRequest(whole)} answers ${whole.status}, so lists without a filter are not judged`);
  },
  defects: {
    "count-ignored": on(USERS).url((url) => url.searchParams.delete("count")),
    "count-ignored-without-a-filter": on(USERS, { query: (query) => !query.has("filter") }).url((url) =>
      url.searchParams.delete("count"),
    ),
    "list-without-a-filter-crashes": on(USERS, { query: (query) => !query.has("filter") }).answer(() =>
      errorResponse(500, "filter is null"),
    ),
    "count-ignored-with-a-filter": on(USERS).url((url) => url.searchParams.delete("count")),
    "count-as-last-offset": on(USERS, { query: (query) => query.has("count") }).url((url) =>
      url.searchParams.set("count", String(Number(url.searchParams.get("count")) + 1)),
    ),
  },
});

const zero = defineCheck({
  id: "query.page.count-zero",
  title: "A query with count=0 answers the number of users and no users",
  rule: "RFC7644-3.4.2.4-05",
  advice: "Answer count=0 with totalResults and an empty page; do not read 0 as no limit.",
  run: async (t) => {
    const pages = await openPages(t, 2);
    const { list, reply } = await pages.get({ count: "0" });
    verifyPageSize(reply, { most: 0 });
    if (list.totalResults === undefined && isObject(reply.body) && "nextCursor" in reply.body)
      t.skip("the target pages by cursor, where totalResults may be left out");
    const answer = verify(reply, { although: "two users match", others: pages.users.map((user) => user.reply) });
    if (pages.isOwnOnly) answer.counts(2);
    else answer.at("totalResults").holds("at least 2", (found) => typeof found === "number" && found >= 2);
  },
  defects: {
    "count-zero-as-no-limit": onPage("count", "0").url((url) => url.searchParams.delete("count")),
    "count-zero-with-total-zero": onPage("count", "0").body((body) => ({
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
    verifyPageSize((await pages.get({ count: "-1" })).reply, { most: 0 });
  },
  defects: {
    "negative-count-refused": onPage("count", "-1").response(() =>
      errorResponse(400, "count must not be negative.", "invalidValue"),
    ),
    "negative-count-as-no-limit": onPage("count", "-1").url((url) => url.searchParams.delete("count")),
  },
});

const total = defineCheck({
  id: "query.page.total",
  title: "The member totalResults counts all matches, not those of the page",
  rule: "RFC7644-3.4.2.4-07",
  needs: ["filter"],
  advice: "Count the matches before the page is cut: Okta asks for pages until it has totalResults users.",
  run: async (t) => {
    const pages = await openPages(t, 3);
    if (!pages.isOwnOnly) t.skip("the target takes no filter that names several users");
    const { reply } = await pages.get({ count: "1" });
    verify(reply, { although: "three users match", others: pages.users.map((user) => user.reply) }).counts(3);
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
