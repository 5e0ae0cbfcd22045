import { counted } from "../../../src/exchange/counted.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { errorResponse, tamperResponse, tamperResponseBody, tamperUrl } from "../../../src/kit/defects/tamper.ts";
import type { TamperMatch } from "../../../src/kit/defects/tamper.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import type { ListBody } from "../../../src/exchange/list-body.ts";
import { isObject } from "../../../src/scim/json.ts";
import { valueAt } from "../../../src/kit/reading/value-at.ts";
import { openPages } from "../words/pages.ts";

const USERS: TamperMatch = { method: "GET", path: /^\/Users$/ };

const countLimits = defineCheck({
  id: "query.page.count",
  title: "A page holds at most count users",
  clause: rfc("RFC7644-3.4.2.4-03"),
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
  defects: [
    {
      name: "count-ignored-with-a-filter",
      breaks: "RFC7644-3.4.2.4-03",
      wrap: tamperUrl(USERS, (url) => url.searchParams.delete("count")),
    },
    {
      name: "count-as-last-offset",
      breaks: "RFC7644-3.4.2.4-03",
      wrap: tamperUrl({ ...USERS, query: (query) => query.has("count") }, (url) =>
        url.searchParams.set("count", String(Number(url.searchParams.get("count")) + 1)),
      ),
    },
  ],
});

const zero = defineCheck({
  id: "query.page.count-zero",
  title: "count=0 answers the number of users and no users",
  clause: rfc("RFC7644-3.4.2.4-05"),
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
  defects: [
    {
      name: "count-zero-as-no-limit",
      breaks: "RFC7644-3.4.2.4-05",
      wrap: tamperUrl({ ...USERS, query: (query) => query.get("count") === "0" }, (url) =>
        url.searchParams.delete("count"),
      ),
    },
    {
      name: "count-zero-with-total-zero",
      breaks: "RFC7644-3.4.2.4-05",
      wrap: tamperResponseBody({ ...USERS, query: (query) => query.get("count") === "0" }, (body) => ({
        ...body,
        totalResults: 0,
      })),
    },
  ],
});

const negative = defineCheck({
  id: "query.page.count-negative",
  title: "A negative count counts as 0",
  clause: rfc("RFC7644-3.4.2.4-06"),
  advice: "Read a negative count as 0: an empty page, no error.",
  run: async (t) => {
    if (valueAt(t.target.serviceProviderConfig, "pagination", "cursor") === true) {
      t.skip("the target pages by cursor, where RFC 9865 has rules of its own");
    }
    const pages = await openPages(t, 1);
    const { list, reply } = await pages.get({ count: "-1" });
    verifyEmptyPage(reply, list);
  },
  defects: [
    {
      name: "negative-count-refused",
      breaks: "RFC7644-3.4.2.4-06",
      wrap: tamperResponse({ ...USERS, query: (query) => query.get("count") === "-1" }, () =>
        errorResponse(400, "count must not be negative.", "invalidValue"),
      ),
    },
    {
      name: "negative-count-as-no-limit",
      breaks: "RFC7644-3.4.2.4-06",
      wrap: tamperUrl({ ...USERS, query: (query) => query.get("count") === "-1" }, (url) =>
        url.searchParams.delete("count"),
      ),
    },
  ],
});

const total = defineCheck({
  id: "query.page.total",
  title: "totalResults counts all matches, not those of the page",
  clause: rfc("RFC7644-3.4.2.4-07"),
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
  defects: [
    {
      name: "total-of-the-page",
      breaks: "RFC7644-3.4.2.4-07",
      wrap: tamperResponseBody(USERS, (body) => ({ ...body, totalResults: toListBody(body).resources.length })),
    },
    {
      name: "total-capped-at-next-page",
      breaks: "RFC7644-3.4.2.4-07",
      wrap: tamperResponseBody(USERS, (body) => ({ ...body, totalResults: toListBody(body).resources.length + 1 })),
    },
  ],
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
