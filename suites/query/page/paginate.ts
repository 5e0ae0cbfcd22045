import { defineCheck, errorResponse, on, pathTo, toListBody, verify } from "../../../src/kit/index.ts";
import type { Check, Match, Reply } from "../../../src/kit/index.ts";
import { verifyPageSize } from "../words/page-size.ts";
import { onPage, openPages, shiftsStart } from "../words/pages.ts";
import type { Pages } from "../words/pages.ts";

const USERS = "GET /Users";
const HAS_COUNT: Match = { query: (query) => query.has("count") };

const message = defineCheck({
  id: "query.page.list-response",
  title: "GET /Users answers 200 with a ListResponse",
  rule: "RFC7644-3.4.2-01",
  advice: "Wrap the users in a ListResponse message, also when there is one or none.",
  run: async (t) => {
    await t.make.user();
    const reply = await t.get(pathTo`/Users?count=1`);
    if ([400, 401, 403].includes(reply.status)) t.skip(`the target refuses to list users (${reply.status})`);
    verify(reply).list();
  },
  defects: {
    "list-as-bare-array": on(USERS).body((body) => toListBody(body).resources),
    "list-of-one-as-the-resource": on(USERS).body((body) => toListBody(body).resources[0] ?? body),
    "list-named-search-request": on(USERS).body((body) => ({
      ...body,
      schemas: ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
    })),
    "list-needs-a-filter": on(USERS, { query: (query) => !query.has("filter") }).response(() =>
      errorResponse(404, "No filter."),
    ),
  },
});

const startsAtOne = defineCheck({
  id: "query.page.starts-at-one",
  title: "The parameter startIndex counts from 1, and is 1 when it is left out",
  rule: "RFC7644-3.4.2.4-01",
  advice: "Count startIndex from 1: the first page begins with the first user, not with the second.",
  run: async (t) => {
    const pages = await openPages(t, 2);
    let judged = 0;
    for (const parameters of [{ count: "1" }, { startIndex: "1", count: "1" }]) {
      if (verifyStartIndex((await pages.get(parameters)).reply)) judged += 1;
    }
    for (const parameters of pages.isOwnOnly ? [{ count: "10" }, { startIndex: "1", count: "10" }] : []) {
      verifyBothShown((await pages.get(parameters)).reply, pages);
      judged += 1;
    }
    if (judged === 0) t.skip("the target shows no startIndex, and takes no filter that names several users");
  },
  defects: {
    "start-index-from-zero": shiftsStart((startIndex) => startIndex + 1),
    "first-page-leaves-out-the-first-user": (next) =>
      on(USERS, HAS_COUNT).body((body) => ({ ...body, startIndex: 1 }))(
        on(USERS, HAS_COUNT).url((url) => url.searchParams.set("startIndex", "2"))(next),
      ),
    "start-index-one-leaves-out-the-first-user": (next) =>
      onPage("startIndex", "1").body((body) => ({ ...body, startIndex: 1 }))(
        onPage("startIndex", "1").url((url) => url.searchParams.set("startIndex", "2"))(next),
      ),
    "start-index-defaults-to-zero": on(USERS, { query: (query) => !query.has("startIndex") }).body((body) => ({
      ...body,
      startIndex: 0,
    })),
  },
});

const belowOne = defineCheck({
  id: "query.page.start-below-one",
  title: "A startIndex below 1 counts as 1",
  rule: "RFC7644-3.4.2.4-02",
  advice: "Read a startIndex of 0 or less as 1, and answer with the page that begins there and startIndex 1.",
  run: async (t) => {
    const pages = await openPages(t, 2);
    for (const startIndex of ["0", "-5"]) {
      verifyStartIndex((await pages.get({ startIndex, count: "1" })).reply);
      if (pages.isOwnOnly) verifyBothShown((await pages.get({ startIndex, count: "10" })).reply, pages);
    }
  },
  defects: {
    "start-index-zero-refused": onPage("startIndex", "0").response(() =>
      errorResponse(400, "startIndex must be at least 1.", "invalidValue"),
    ),
    "negative-start-index-shortens-the-page": onPage("startIndex", "-5").url((url) =>
      url.searchParams.set("count", String(Math.max(0, Number(url.searchParams.get("count")) - 9))),
    ),
    "negative-start-index-repeated": onPage("startIndex", "-5").body((body) => ({
      ...body,
      startIndex: -5,
    })),
  },
});

const echo = defineCheck({
  id: "query.page.start-index",
  title: "The startIndex of an answer is the index of the first user of the page",
  rule: "RFC7644-3.4.2.4-09",
  advice: "Answer the startIndex that the page begins with, not 1 and not the number of the page.",
  run: async (t) => {
    const pages = await openPages(t, 2);
    const { list, reply } = await pages.get({ startIndex: "2", count: "1" });
    if (list.resources.length === 0) t.skip("the target answers an empty second page");
    verify(reply).at("startIndex").is(2);
  },
  defects: {
    "start-index-always-one": on(USERS).body((body) => ({ ...body, startIndex: 1 })),
    "start-index-as-offset": on(USERS).body((body) => ({ ...body, startIndex: Number(body["startIndex"]) - 1 })),
  },
});

/** The form of a page and its first index. */
export const paginateChecks: readonly Check[] = [message, startsAtOne, belowOne, echo];

/** Throws when the answer shows another startIndex than 1; false when it shows none, which it may. */
function verifyStartIndex(reply: Reply): boolean {
  const startIndex = verify(reply).at("startIndex");
  if ((startIndex.value ?? null) === null) return false;
  startIndex.is(1);
  return true;
}

/** Throws unless a page that has room for both users of the check shows them. */
function verifyBothShown(reply: Reply, { users }: Pages): void {
  verifyPageSize(reply, { least: 2, most: 2, although: "two users match", others: users.map((user) => user.reply) });
}
