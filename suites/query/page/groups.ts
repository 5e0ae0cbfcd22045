import {
  anyFilter,
  breaking,
  counted,
  defineCheck,
  defineFamily,
  failsAlone,
  filterOf,
  idOf,
  isObject,
  isPresent,
  on,
  quoted,
  toListBody,
  valueAt,
  verify,
  withQuery,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Filter, ListBody, Reply } from "../../../src/kit/index.ts";
import type { OwnGroup } from "../words/find-groups.ts";
import { verifyPageSize } from "../words/page-size.ts";
import { openPages } from "../words/pages.ts";

const GROUPS = "GET /Groups";
const MADE = 3;

const size = defineCheck({
  id: "query.page.groups",
  title: "A page of groups holds at most count groups, and totalResults counts all matches",
  rule: ["RFC7644-3.4.2.4-03", "RFC7644-3.4.2.4-07"],
  advice: "Cut pages of groups as those of users, and count the matches before the page is cut.",
  run: async (t) => {
    const pages = await openGroupPages(t);
    const reply = await pages.get({ startIndex: 1, count: 2 });
    const judge = async (): Promise<void> => {
      verifyPageSize(reply, { most: 2, rule: "RFC7644-3.4.2.4-03" });
      const found = verify(reply, {
        rule: "RFC7644-3.4.2.4-07",
        although: "three groups match",
        others: pages.groups.map((group) => group.reply),
      });
      found.counts(MADE);
    };
    // What is wrong with users too is told by query.page.count and query.page.total.
    if (!(await failsAlone(judge, async () => !(await pagesUsers(t))))) t.skip("pages of users are no better");
  },
  defects: {
    "count-ignored-for-groups": breaking(
      "RFC7644-3.4.2.4-03",
      on(GROUPS).url((url) => url.searchParams.delete("count")),
    ),
    "total-of-groups-is-that-of-the-page": breaking(
      "RFC7644-3.4.2.4-07",
      on(GROUPS).body((body) => ({ ...body, totalResults: toListBody(body).resources.length })),
    ),
  },
});

const once = defineCheck({
  id: "query.page.groups-once",
  title: "The pages of groups together give each group once",
  rule: "RFC7644-3.4.2.4-11",
  advice: "Begin each page of groups at startIndex, in one stable order: a client that pages sees no group twice.",
  run: async (t) => {
    const pages = await openGroupPages(t);
    const replies: Reply[] = [];
    for (let startIndex = 1; startIndex <= MADE; startIndex += 1) {
      replies.push(await pages.get({ startIndex, count: 1 }));
    }
    const ids = replies.flatMap((reply) => listIn(reply).resources.map(idOf));
    const [last, ...others] = replies.toReversed();
    if (last === undefined) return t.skip("no page was read");
    const different = new Set(ids).size;
    const sentence = `GET /Groups in pages of one gives ${different} of ${MADE} groups, and ${ids.length} in all`;
    const judge = async (): Promise<void> => {
      verify(last).that(different === MADE && ids.length === MADE, sentence, {
        expected: `each of ${MADE} groups once`,
        actual: `${counted(ids.length, "group")}, ${different} different`,
        others,
      });
    };
    // What is wrong with users too is told by query.page.walk.
    if (!(await failsAlone(judge, async () => !(await pagesUsers(t))))) t.skip("pages of users are no better");
  },
  defects: {
    "start-index-ignored-for-groups": on(GROUPS).url((url) => url.searchParams.delete("startIndex")),
    "start-index-of-groups-is-a-page": on(GROUPS).url(({ searchParams }) => {
      const [start, count] = [Number(searchParams.get("startIndex")), Number(searchParams.get("count"))];
      if (start > 1) searchParams.set("startIndex", String(start * Math.max(count, 2)));
    }),
  },
});

/** Pages of groups. */
export const paginateGroupChecks: readonly Check[] = defineFamily({ needs: ["filter", "groups", "groupFilter"] }, [
  size,
  once,
]);

interface GroupPages {
  readonly groups: readonly OwnGroup[];
  readonly get: (parameters: { readonly startIndex: number; readonly count: number }) => Promise<Reply>;
}

/** Makes groups and opens lists of just them. Skips where the target has no such lists, or pages by cursor. */
async function openGroupPages(t: CheckContext): Promise<GroupPages> {
  if (valueAt(t.target.serviceProviderConfig, "pagination", "index") === false)
    t.skip("the target pages by cursor only");
  const groups: OwnGroup[] = [];
  for (let made = 0; made < MADE; made += 1) groups.push(await t.make.group({ label: `page${made}` }));
  const filter = anyFilter(groups.map(({ sent }) => filterOf`displayName eq ${quoted(sent.displayName)}`));
  const whole = await t.settle(
    () => t.query("/Groups", filter),
    (reply) => findsAll(reply, groups),
  );
  if (!findsAll(whole, groups)) t.skip("the target takes no filter that names several groups");
  return { groups, get: (parameters) => readPage(t, { filter, ...parameters }) };
}

async function readPage(
  t: CheckContext,
  parameters: { readonly filter: Filter; readonly startIndex: number; readonly count: number },
): Promise<Reply> {
  const reply = await t.get(withQuery("/Groups", parameters));
  if (isObject(reply.body) && (reply.body["nextCursor"] ?? null) !== null) t.skip("the target pages by cursor");
  verify(reply).list();
  return reply;
}

function findsAll(reply: Reply, groups: readonly OwnGroup[]): boolean {
  const ids = listIn(reply).resources.map(idOf);
  return reply.status === 200 && ids.length === groups.length && groups.every(({ id }) => ids.includes(id));
}

function listIn({ body }: Reply): ListBody {
  return toListBody(isObject(body) ? body : {});
}

/** True where users come in pages as they must, and where that cannot be found out. */
async function pagesUsers(t: CheckContext): Promise<boolean> {
  if (!isPresent(t.capabilities.filter)) return true;
  const pages = await openPages(t, MADE);
  if (!pages.isOwnOnly) return true;
  const ids: unknown[] = [];
  for (let startIndex = 1; startIndex <= MADE; startIndex += 1) {
    const { list } = await pages.get({ startIndex: String(startIndex), count: "1" });
    if (list.resources.length > 1 || list.totalResults !== MADE) return false;
    ids.push(...list.resources.map(idOf));
  }
  return new Set(ids).size === MADE;
}
