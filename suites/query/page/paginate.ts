import { counted } from "../../../src/exchange/counted.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { errorResponse, tamperResponse, tamperResponseBody } from "../../../src/kit/defects/tamper.ts";
import type { TamperMatch } from "../../../src/kit/defects/tamper.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyList, verifyThat } from "../../../src/exchange/verify.ts";
import type { ListBody } from "../../../src/exchange/list-body.ts";
import { openPages, shiftsStart } from "../words/pages.ts";
import { pathTo } from "../../../src/scim/request-path.ts";

const USERS: TamperMatch = { method: "GET", path: /^\/Users$/ };

const message = defineCheck({
  id: "query.page.list-response",
  title: "GET /Users answers 200 with a ListResponse",
  clause: rfc("RFC7644-3.4.2-01"),
  blocks: ["create", "import"],
  advice: "Wrap the users in a ListResponse message, also when there is one or none.",
  run: async (t) => {
    await t.make.user();
    const reply = await t.get(pathTo`/Users?count=1`);
    if ([400, 401, 403].includes(reply.status)) t.skip(`the target refuses to list users (${reply.status})`);
    verifyList(reply);
  },
  defects: [
    {
      name: "list-as-bare-array",
      breaks: "RFC7644-3.4.2-01",
      wrap: tamperResponseBody(USERS, (body) => toListBody(body).resources),
    },
    {
      name: "list-of-one-as-the-resource",
      breaks: "RFC7644-3.4.2-01",
      wrap: tamperResponseBody(USERS, (body) => toListBody(body).resources[0] ?? body),
    },
    {
      name: "list-named-search-request",
      breaks: "RFC7644-3.4.2-01",
      wrap: tamperResponseBody(USERS, (body) => ({
        ...body,
        schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
      })),
    },
    {
      name: "list-needs-a-filter",
      breaks: "RFC7644-3.4.2-01",
      wrap: tamperResponse({ ...USERS, query: (query) => !query.has("filter") }, () =>
        errorResponse(404, "No filter."),
      ),
    },
  ],
});

const startsAtOne = defineCheck({
  id: "query.page.starts-at-one",
  title: "startIndex counts from 1, and is 1 when it is left out",
  clause: rfc("RFC7644-3.4.2.4-01"),
  blocks: ["import"],
  advice: "Count startIndex from 1: the first page begins with the first user, not with the second.",
  run: async (t) => {
    const pages = await openPages(t, 2);
    for (const parameters of [{ count: "1" }, { startIndex: "1", count: "1" }]) {
      const { list, reply } = await pages.get(parameters);
      verifyStartIndex(reply, list, 1);
    }
    if (!pages.isOwnOnly) return;
    for (const parameters of [{ count: "10" }, { startIndex: "1", count: "10" }]) {
      const { list, reply } = await pages.get(parameters);
      verifyThat(list.resources.length === 2, reply, {
        reason: `${describeRequest(reply)} leaves out one of the two users that match`,
        expected: "2 users",
        actual: counted(list.resources.length, "user"),
        at: "/Resources",
      });
    }
  },
  defects: [
    {
      name: "start-index-from-zero",
      breaks: "RFC7644-3.4.2.4-01",
      wrap: shiftsStart((startIndex) => startIndex + 1),
    },
    {
      name: "start-index-defaults-to-zero",
      breaks: "RFC7644-3.4.2.4-01",
      wrap: tamperResponseBody({ ...USERS, query: (query) => !query.has("startIndex") }, (body) => ({
        ...body,
        startIndex: 0,
      })),
    },
  ],
});

const belowOne = defineCheck({
  id: "query.page.start-below-one",
  title: "A startIndex below 1 counts as 1",
  clause: rfc("RFC7644-3.4.2.4-02"),
  advice: "Read a startIndex of 0 or less as 1 instead of refusing it.",
  run: async (t) => {
    const pages = await openPages(t, 2);
    for (const startIndex of ["0", "-5"]) {
      const { list, reply } = await pages.get({ startIndex, count: "1" });
      verifyStartIndex(reply, list, 1);
    }
  },
  defects: [
    {
      name: "start-index-zero-refused",
      breaks: "RFC7644-3.4.2.4-02",
      wrap: tamperResponse({ ...USERS, query: (query) => query.get("startIndex") === "0" }, () =>
        errorResponse(400, "startIndex must be at least 1.", "invalidValue"),
      ),
    },
    {
      name: "negative-start-index-repeated",
      breaks: "RFC7644-3.4.2.4-02",
      wrap: tamperResponseBody({ ...USERS, query: (query) => query.get("startIndex") === "-5" }, (body) => ({
        ...body,
        startIndex: -5,
      })),
    },
  ],
});

const echo = defineCheck({
  id: "query.page.start-index",
  title: "startIndex in the answer is the index of the first user of the page",
  clause: rfc("RFC7644-3.4.2.4-09"),
  advice: "Answer the startIndex that the page begins with, not 1 and not the number of the page.",
  run: async (t) => {
    const pages = await openPages(t, 2);
    const { list, reply } = await pages.get({ startIndex: "2", count: "1" });
    if (list.resources.length === 0) t.skip("the second page is empty");
    verifyThat(list.startIndex === 2, reply, {
      reason: `${describeRequest(reply)} answers startIndex ${shown(list.startIndex)}`,
      expected: "2",
      actual: shown(list.startIndex),
      at: "/startIndex",
    });
  },
  defects: [
    {
      name: "start-index-always-one",
      breaks: "RFC7644-3.4.2.4-09",
      wrap: tamperResponseBody(USERS, (body) => ({ ...body, startIndex: 1 })),
    },
    {
      name: "start-index-as-offset",
      breaks: "RFC7644-3.4.2.4-09",
      wrap: tamperResponseBody(USERS, (body) => ({ ...body, startIndex: Number(body["startIndex"]) - 1 })),
    },
  ],
});

/** The form of a page and its first index. */
export const paginateChecks: readonly Check[] = [message, startsAtOne, belowOne, echo];

/** Throws when the answer shows another startIndex; it may show none. */
function verifyStartIndex(reply: Reply, list: ListBody, expected: number): void {
  const found = list.startIndex ?? undefined;
  verifyThat(found === undefined || found === expected, reply, {
    reason: `${describeRequest(reply)} answers startIndex ${shown(found)}`,
    expected: String(expected),
    actual: shown(found),
    at: "/startIndex",
  });
}
