import {
  idOf,
  defineCheck,
  defineFamily,
  errorResponse,
  makeIfTaken,
  on,
  readThrough,
  toListBody,
  totalOf,
  verify,
  without,
  withQuery,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, FetchHandler, Made, Match, Reply, UserBody } from "../../../src/kit/index.ts";
import { importPage, OKTA_PAGE_SIZE } from "../../../emulator/okta/wire/list-queries.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { resourcesOf, UNFILTERED, verifyFirstPage, verifyPastEnd } from "../words/page.ts";
import { send, sendChanged } from "../words/send.ts";

const LATER_PAGE: Match = { ...UNFILTERED, query: (query) => Number(query.get("startIndex")) > 1 };
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
  title: "The first page of an import holds 100 users at most, starts at 1 and counts what it holds",
  rule: okta({
    id: "OKTA-import-04",
    // An older edition of Okta's own documents shows startIndex 0, and nothing says that Okta reads itemsPerPage.
    standing: "inferred",
    url: REFERENCE,
    requirement:
      "GET /Users?startIndex=1&count=100 gives a ListResponse of at most 100 users whose counters speak of that page.",
  }),
  advice:
    "Set itemsPerPage to the number of resources on this very page and startIndex to the index of the first of them.",
  run: async (t) => {
    await t.make.user();
    const reply = await send(t, importPage("/Users", 1));
    verifyFirstPage(reply, () => t.skip("the target leaves both counters of a page out"));
  },
  defects: {
    "import-page-without-schemas": on(UNFILTERED).body((body) => without(body, "schemas")),
    "import-page-has-a-row-for-each-pair": on(UNFILTERED).body((body) => {
      const users = toListBody(body).resources;
      const rows = Array.from({ length: OKTA_PAGE_SIZE + 1 }, () => users).flat();
      return { ...body, Resources: rows, itemsPerPage: rows.length, totalResults: rows.length };
    }),
    "import-page-counts-as-full": on(UNFILTERED).body((body) => ({ ...body, itemsPerPage: 100 })),
    "import-starts-at-zero": on(UNFILTERED).body((body) => ({ ...body, startIndex: Number(body["startIndex"]) - 1 })),
  },
});

const pastEnd = defineCheck({
  id: "okta.import.past-end",
  title: "A page past the end is an empty list, not an error and not another page",
  rule: okta({
    id: "OKTA-import-05",
    standing: "observed",
    url: "https://github.com/ory/polis/pull/4054",
    requirement:
      "startIndex beyond the last user gives 200, no Resources, itemsPerPage 0 and in totalResults still all users.",
  }),
  advice:
    "Answer a startIndex beyond the end with an empty Resources and itemsPerPage 0; never start over from the first page.",
  run: async (t) => {
    await t.make.user();
    const first = await t.supposing(
      "okta.connector.count",
      () => send(t, importPage("/Users", 1)),
      (page) => {
        verify(page)
          .at("totalResults")
          .holds("at least 1", () => totalOf(page) >= 1);
        return page;
      },
    );
    verifyPastEnd(await send(t, importPage("/Users", totalOf(first) + 10_001)));
  },
  defects: {
    "paging-repeats-first-page": on(LATER_PAGE).url((url) => url.searchParams.delete("startIndex")),
    "past-end-is-not-found": on(LATER_PAGE).response(async (response) => {
      const body: unknown = await response.clone().json();
      return JSON.stringify(body).includes('"Resources":[]') ? errorResponse(404, "no such page") : response;
    }),
    "past-end-counts-nobody": on(LATER_PAGE).body((body) =>
      toListBody(body).resources.length === 0 ? { ...body, totalResults: 0 } : body,
    ),
    "past-end-counts-a-full-page": on(LATER_PAGE).body((body) => ({ ...body, itemsPerPage: 100 })),
  },
});

const everyUserOnce = defineCheck({
  id: "okta.import.every-user-once",
  title: "Paging through all users shows each of them exactly once",
  rule: okta({
    id: "OKTA-import-06",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "startIndex grows by count from page to page; the order of the list is stable, so that no user is missed or repeated.",
  }),
  advice:
    "Sort the list by something that never changes, such as id or creation; startIndex counts users, from 1, and not pages.",
  exclusive: true,
  run: async (t) => {
    const needed = await Promise.all(["a", "b", "c", "d", "e"].map((label) => t.make.user({ label })));
    // The more there are, the less it is chance whether one of them stands where a fault shows; seats may be few.
    const more = await Promise.all(["f", "g", "h"].map((label) => makeIfTaken(t, { label })));
    const users = [...needed, ...more.filter((user) => user !== undefined)];
    const total = await countAll(t);
    if (total > SMALL_DIRECTORY) t.skip(`the target has ${total} users, too many to page through`);
    let walk = await readAll(t);
    const walks = [walk];
    // Somebody who comes or goes between two pages shifts the rest, and a list may lag behind the creates: only what stays
    // wrong is the server's doing.
    while (walks.length < WALKS && !showsEachOnce(walk, users)) {
      await t.pause(BETWEEN_WALKS_MS);
      walk = await readAll(t);
      walks.push(walk);
    }
    if (!showsEachOnce(walk, users) && mayBeChance(users, walks)) {
      t.skip("the target's users change while they are paged through");
    }
    for (const user of users) verifyShownOnce(walk, user);
  },
  defects: {
    "start-index-counted-from-zero": on(UNFILTERED).url((url) =>
      url.searchParams.set("startIndex", String(Number(url.searchParams.get("startIndex")) + 1)),
    ),
    "list-order-changes": on(UNFILTERED).answer(pageOfUnsteadyOrder),
    "list-counts-nobody": on(UNFILTERED).body((body) => ({ ...body, totalResults: 0 })),
  },
});

interface Walk {
  /** The pages before the last one. */
  readonly earlier: readonly Reply[];
  readonly last: Reply;
  /** How many users there were when it began. */
  readonly total: number;
  /** By how much the total has changed from page to page: so many users at least have come or gone meanwhile. */
  readonly changes: number;
}

function timesIn({ earlier, last }: Walk, { id }: Made<UserBody>): number {
  const listed = [...earlier, last].flatMap((page) => resourcesOf(page).map(idOf));
  return listed.filter((one) => one === id).length;
}

function showsEachOnce(walk: Walk, users: readonly Made<UserBody>[]): boolean {
  return users.every((user) => timesIn(walk, user) === 1);
}

function verifyShownOnce(walk: Walk, user: Made<UserBody>): void {
  const times = timesIn(walk, user);
  const { earlier, last } = walk;
  verify(last).that(
    times === 1,
    `paging through all users shows one of them ${times === 0 ? "never" : `${times} times`}`,
    {
      expected: `${user.sent.userName} once in ${earlier.length + 1} pages`,
      actual: `${times} times`,
      others: earlier,
    },
  );
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
  return sendChanged(t, { ...importPage("/Users", startIndex), path: withQuery("/Users", { startIndex, count }) });
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
  let last = await readPage(t, 1, count);
  const earlier: Reply[] = [];
  for (let startIndex = 1 + count; startIndex <= total; startIndex += count) {
    earlier.push(last);
    last = await readPage(t, startIndex, count);
  }
  for (const page of [...earlier, last]) verify(page).list();
  const totals = [total, ...[...earlier, last].map(totalOf)];
  const changes = totals.reduce((sum, now, index) => sum + Math.abs(now - (totals[index - 1] ?? now)), 0);
  return { earlier, last, total, changes };
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

/** What Okta needs of the pages of an import. */
export const importPagingChecks: readonly Check[] = defineFamily({ features: ["import"] }, [
  firstPage,
  pastEnd,
  everyUserOnce,
]);
