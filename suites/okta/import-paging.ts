import { importPage, OKTA_PAGE_SIZE } from "../../emulator/okta/wire/list-queries.ts";
import { defineCheck } from "../../src/engine/check.ts";
import type { Check } from "../../src/engine/check.ts";
import type { CheckContext, Made, UserBody } from "../../src/engine/check-context.ts";
import type { Reply } from "../../src/engine/reply.ts";
import { errorResponse, tamperResponse, tamperResponseBody, tamperUrl } from "../../src/engine/tamper.ts";
import type { TamperMatch } from "../../src/engine/tamper.ts";
import { shown, toListBody, verifyList, verifyObject, verifyStatus, verifyThat } from "../../src/engine/verify.ts";
import { getIgnoreCase } from "../../src/scim/json.ts";
import type { FetchHandler } from "../../src/scim/http.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { withQuery } from "../../src/scim/request-path.ts";
import { okta, REFERENCE } from "./clause.ts";
import { totalOf } from "./import-user.ts";
import { send } from "./send.ts";
import { answerWith, readThrough } from "./tampering.ts";

const LIST: TamperMatch = { method: "GET", path: /^\/Users$/, query: (query) => !query.has("filter") };
const LATER_PAGE: TamperMatch = { ...LIST, query: (query) => Number(query.get("startIndex")) > 1 };
/** Users up to which a whole directory is paged through. */
const SMALL_DIRECTORY = 300;
const PAGES = 4;
/** How often the directory is walked before a user who is missing counts as missed, and the wait between two walks. */
const WALKS = 6;
const BETWEEN_WALKS_MS = 500;

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
      actual: `${resources.length} resources`,
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
    const total = totalOf(await send(t, importPage("/Users", 1)));
    const reply = verifyStatus(await send(t, importPage("/Users", total + 10_001)), 200);
    const { resources } = toListBody(verifyObject(reply));
    verifyThat(resources.length === 0, reply, {
      reason: `a page that starts past the end of the list holds ${resources.length === 1 ? "a user" : "users"}`,
      expected: "no resources",
      actual: `${resources.length} resources`,
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
    const users = await Promise.all(["a", "b", "c", "d", "e"].map((label) => t.make.user({ label })));
    let found = misplaced(users, await readAll(t));
    // Somebody who comes or goes between two pages shifts the rest, and a list may lag behind the creates: only what stays
    // wrong is the server's doing.
    for (let walk = 1; walk < WALKS && found !== undefined; walk += 1) {
      await t.pause(BETWEEN_WALKS_MS);
      found = misplaced(users, await readAll(t));
    }
    if (found === undefined) return;
    const { walk, userName, times, last } = found;
    if (!walk.isSteady) t.skip("the target's users change while they are paged through");
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
  /** The total stayed the same from page to page. */
  readonly isSteady: boolean;
}

interface Misplaced {
  readonly walk: Walk;
  readonly userName: string;
  readonly times: number;
  readonly last: Reply;
}

/** The first of the users that a walk does not show exactly once. */
function misplaced(users: readonly Made<UserBody>[], walk: Walk): Misplaced | undefined {
  const ids = walk.pages.flatMap((page) => entriesOf(page).map((entry) => getIgnoreCase(entry, "id")));
  const last = walk.pages.at(-1);
  for (const { id, sent } of users) {
    const times = ids.filter((listed) => listed === id).length;
    if (times !== 1 && last !== undefined) return { walk, userName: sent.userName, times, last };
  }
  return undefined;
}

/** All pages of the directory, in Okta's steps but with a count that gives several pages; steady when the total stays. */
async function readAll(t: CheckContext): Promise<Walk> {
  const read = (startIndex: number, count: number): Promise<Reply> => {
    return send(t, { ...importPage("/Users", startIndex), path: withQuery("/Users", { startIndex, count }) });
  };
  const total = totalOf(
    await t.settle(
      () => read(1, 1),
      (reply) => totalOf(reply) >= 5,
    ),
  );
  if (total > SMALL_DIRECTORY) t.skip(`the target has ${total} users, too many to page through`);
  const count = Math.max(1, Math.ceil(total / PAGES));
  // The first page whatever the total: a list that counts nobody shows nobody.
  const pages = [await read(1, count)];
  for (let startIndex = 1 + count; startIndex <= total; startIndex += count) pages.push(await read(startIndex, count));
  for (const page of pages) verifyList(page);
  return { pages, isSteady: pages.every((page) => totalOf(page) === total) };
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
