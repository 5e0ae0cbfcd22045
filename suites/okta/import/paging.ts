import { counted } from "../../../src/exchange/counted.ts";
import { importPage, OKTA_PAGE_SIZE } from "../../../emulator/okta/wire/list-queries.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Made, UserBody } from "../../../src/kit/maker.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { errorResponse, tamperResponse, tamperResponseBody, tamperUrl } from "../../../src/kit/defects/tamper.ts";
import type { TamperMatch } from "../../../src/kit/defects/tamper.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyList, verifyObject, verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { getIgnoreCase } from "../../../src/scim/json.ts";
import type { FetchHandler } from "../../../src/scim/http.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { withQuery } from "../../../src/scim/request-path.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { makeIfTaken } from "../../../src/kit/reading/find-users.ts";
import { totalOf } from "../../../src/kit/reading/look-through.ts";
import { send } from "../words/send.ts";
import { answerWith, readThrough } from "../words/tampering.ts";

const LIST: TamperMatch = { method: "GET", path: /^\/Users$/, query: (query) => !query.has("filter") };
const LATER_PAGE: TamperMatch = { ...LIST, query: (query) => Number(query.get("startIndex")) > 1 };
/** Users up to which a whole directory is paged through. */
const SMALL_DIRECTORY = 300;
const PAGES = 4;
/** How often the directory is walked before a user who is missing counts as missed, and the wait between two walks. */
const WALKS = 6;
const BETWEEN_WALKS_MS = 500;
/** How often a walk's changes may hit one of the check's own users on average and a miss in each walk still be no chance. */
const MOST_HITS = 0.5;

const firstPage = defineCheck({
  id: "okta.import.first-page",
  title: "The first page of an import counts in itemsPerPage what it holds",
  clause: okta({
    id: "OKTA-import-04",
    // An older edition of Okta's own documents shows startIndex 0, and nothing tells that Okta reads itemsPerPage.
    standing: "inferred",
    url: REFERENCE,
    requirement:
      "GET /Users?startIndex=1&count=100 gives a ListResponse of at most 100 users whose counters speak of that page.",
  }),
  blocks: ["import"],
  advice:
    "Set itemsPerPage to the number of resources on this very page and startIndex to the index of the first of them.",
  run: async (t) => {
    await t.make.user();
    const reply = await send(t, importPage("/Users", 1));
    const { resources, startIndex } = verifyList(reply);
    verifyThat(resources.length <= OKTA_PAGE_SIZE, reply, {
      reason: "a page of count=100 holds more than 100 users",
      expected: "at most 100 resources",
      actual: counted(resources.length, "resource"),
      at: "/Resources",
    });
    verifyItemsPerPage(reply);
    verifyThat(startIndex === undefined || startIndex === 1, reply, {
      reason: "the first page does not start at index 1",
      expected: "1",
      actual: shown(startIndex),
      at: "/startIndex",
    });
  },
  defects: [
    {
      name: "import-page-counts-as-full",
      breaks: "OKTA-import-04",
      wrap: tamperResponseBody(LIST, (body) => ({ ...body, itemsPerPage: 100 })),
    },
    {
      name: "import-starts-at-zero",
      breaks: "OKTA-import-04",
      wrap: tamperResponseBody(LIST, (body) => ({ ...body, startIndex: Number(body["startIndex"]) - 1 })),
    },
  ],
});

const pastEnd = defineCheck({
  id: "okta.import.past-end",
  title: "A page past the end is an empty list, not an error and not another page",
  clause: okta({
    id: "OKTA-import-05",
    standing: "observed",
    url: "https://github.com/ory/polis/pull/4054",
    requirement: "startIndex beyond the last user gives 200, no Resources, itemsPerPage 0 and totalResults as ever.",
  }),
  blocks: ["import"],
  advice:
    "Answer a startIndex beyond the end with an empty Resources and itemsPerPage 0; never start over from the first page.",
  run: async (t) => {
    await t.make.user();
    const first = await t.settle(
      () => send(t, importPage("/Users", 1)),
      (read) => totalOf(read) >= 1,
    );
    const total = totalOf(first);
    const reply = verifyStatus(await send(t, importPage("/Users", total + 10_001)), 200);
    const { resources } = toListBody(verifyObject(reply));
    verifyThat(resources.length === 0, reply, {
      reason: `a page that starts past the end of the list holds ${resources.length === 1 ? "a user" : "users"}`,
      expected: "no resources",
      actual: counted(resources.length, "resource"),
      at: "/Resources",
    });
    verifyItemsPerPage(reply);
    verifyThat(totalOf(reply) >= 1, reply, {
      reason: "totalResults of a page past the end forgets the users before it",
      expected: "totalResults of at least 1",
      actual: shown(totalOf(reply)),
      at: "/totalResults",
    });
  },
  defects: [
    {
      name: "paging-repeats-first-page",
      breaks: "OKTA-import-05",
      wrap: tamperUrl(LATER_PAGE, (url) => url.searchParams.delete("startIndex")),
    },
    {
      name: "past-end-is-not-found",
      breaks: "OKTA-import-05",
      wrap: tamperResponse(LATER_PAGE, async (response) => {
        const body: unknown = await response.clone().json();
        return JSON.stringify(body).includes('"Resources":[]') ? errorResponse(404, "no such page") : response;
      }),
    },
    {
      name: "past-end-counts-a-full-page",
      breaks: "OKTA-import-05",
      wrap: tamperResponseBody(LATER_PAGE, (body) => ({ ...body, itemsPerPage: 100 })),
    },
  ],
});

const everyUserOnce = defineCheck({
  id: "okta.import.every-user-once",
  title: "Paging through all users shows each of them exactly once",
  clause: okta({
    id: "OKTA-import-06",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "startIndex grows by count from page to page; the order of the list is stable, so that no user is missed or repeated.",
  }),
  blocks: ["import"],
  advice: "Sort the list by something that never changes, such as id or creation, and count startIndex from 1.",
  exclusive: true,
  run: async (t) => {
    const needed = await Promise.all(["a", "b", "c", "d", "e"].map((label) => t.make.user({ label })));
    // The more there are, the less it is chance whether one of them stands where a fault shows; seats may be few.
    const more = await Promise.all(["f", "g", "h"].map((label) => makeIfTaken(t, { label })));
    const users = [...needed, ...more.filter((user) => user !== undefined)];
    const total = await countAll(t);
    if (total > SMALL_DIRECTORY) t.skip(`the target has ${total} users, too many to page through`);
    const walks = [await readAll(t)];
    let found = misplaced(users, walks);
    // Somebody who comes or goes between two pages shifts the rest, and a list may lag behind the creates: only what stays
    // wrong is the server's doing.
    while (walks.length < WALKS && found !== undefined) {
      await t.pause(BETWEEN_WALKS_MS);
      walks.push(await readAll(t));
      found = misplaced(users, walks);
    }
    if (found === undefined) return;
    const { walk, userName, times, last } = found;
    if (mayBeChance(users, walks)) t.skip("the target's users change while they are paged through");
    verifyThat(false, last, {
      reason: `paging through all users shows one of them ${times === 0 ? "never" : `${times} times`}`,
      expected: `${userName} once in ${walk.pages.length} pages`,
      actual: `${times} times`,
    });
  },
  defects: [
    {
      name: "start-index-counted-from-zero",
      breaks: "OKTA-import-06",
      wrap: tamperUrl(LIST, (url) =>
        url.searchParams.set("startIndex", String(Number(url.searchParams.get("startIndex")) + 1)),
      ),
    },
    { name: "list-order-changes", breaks: "OKTA-import-06", wrap: answerWith(LIST, pageOfUnsteadyOrder) },
    {
      name: "list-counts-nobody",
      breaks: "OKTA-import-06",
      wrap: tamperResponseBody(LIST, (body) => ({ ...body, totalResults: 0 })),
    },
  ],
});

interface Walk {
  readonly pages: readonly Reply[];
  /** How many users there were when it began. */
  readonly total: number;
  /** By how much the total has changed from page to page: so many users at least have come or gone meanwhile. */
  readonly changes: number;
}

interface Misplaced {
  readonly walk: Walk;
  readonly userName: string;
  readonly times: number;
  readonly last: Reply;
}

/** The first of the users that the last walk does not show exactly once. */
function misplaced(users: readonly Made<UserBody>[], walks: readonly Walk[]): Misplaced | undefined {
  const walk = walks.at(-1);
  const last = walk?.pages.at(-1);
  if (walk === undefined || last === undefined) return undefined;
  const ids = walk.pages.flatMap((page) => entriesOf(page).map((entry) => getIgnoreCase(entry, "id")));
  for (const { id, sent } of users) {
    const times = ids.filter((listed) => listed === id).length;
    if (times !== 1) return { walk, userName: sent.userName, times, last };
  }
  return undefined;
}

/**
 * True when so many of so few users come and go that one of the check's own may well have been shifted across the end of a
 * page in each of the walks. A single change hits one of them as often as they are among all users.
 */
function mayBeChance(users: readonly Made<UserBody>[], walks: readonly Walk[]): boolean {
  const hits = walks.map(({ changes, total }) => (changes * users.length) / Math.max(total, 1));
  return hits.reduce((sum, hit) => sum + hit, 0) / walks.length > MOST_HITS;
}

function readPage(t: CheckContext, startIndex: number, count: number): Promise<Reply> {
  return send(t, { ...importPage("/Users", startIndex), path: withQuery("/Users", { startIndex, count }) });
}

/** How many users there are, asked until the check's own are among them. */
async function countAll(t: CheckContext): Promise<number> {
  const reply = await t.settle(
    () => readPage(t, 1, 1),
    (r) => totalOf(r) >= 5,
  );
  return totalOf(reply);
}

/** All pages of the directory, in Okta's steps but with a count that gives several pages. */
async function readAll(t: CheckContext): Promise<Walk> {
  const total = await countAll(t);
  const count = Math.max(1, Math.ceil(total / PAGES));
  // The first page whatever the total: a list that counts nobody shows nobody.
  const pages = [await readPage(t, 1, count)];
  for (let startIndex = 1 + count; startIndex <= total; startIndex += count)
    pages.push(await readPage(t, startIndex, count));
  for (const page of pages) verifyList(page);
  const totals = [total, ...pages.map(totalOf)];
  const changes = totals.reduce((sum, now, index) => sum + Math.abs(now - (totals[index - 1] ?? now)), 0);
  return { pages, total, changes };
}

/** A page of a list that is in another order from the second page on. */
async function pageOfUnsteadyOrder(request: Request, next: FetchHandler): Promise<Response> {
  const { origin, pathname, searchParams } = new URL(request.url);
  const startIndex = Number(searchParams.get("startIndex") ?? 1);
  const count = Number(searchParams.get("count") ?? 100);
  const list = await readThrough(next, request, new URL("?startIndex=1&count=200", `${origin}${pathname}`).href);
  const users = toListBody(list ?? {}).resources;
  const ordered = startIndex > 1 ? users.toReversed() : users;
  const page = ordered.slice(startIndex - 1, startIndex - 1 + count);
  return Response.json({ ...list, Resources: page, startIndex, itemsPerPage: page.length });
}

function entriesOf(reply: Reply): readonly JsonObject[] {
  return toListBody(verifyObject(reply)).resources;
}

/** Where the counter is left out, okta.connector.integers says whether it may be. */
function verifyItemsPerPage(reply: Reply): void {
  const { resources, itemsPerPage } = toListBody(verifyObject(reply));
  if (itemsPerPage === undefined) return;
  verifyThat(itemsPerPage === resources.length, reply, {
    reason: `itemsPerPage is ${shown(itemsPerPage)} on a page of ${resources.length}`,
    expected: String(resources.length),
    actual: shown(itemsPerPage),
    at: "/itemsPerPage",
  });
}

/** What Okta needs of the pages of an import. */
export const importPagingChecks: readonly Check[] = [firstPage, pastEnd, everyUserOnce];
