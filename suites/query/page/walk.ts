import {
  counted,
  defineCheck,
  describeOutcome,
  errorResponse,
  idOf,
  isPresent,
  isSuccess,
  on,
  verify,
  withQuery,
} from "../../../src/kit/index.ts";
import type { Check } from "../../../src/kit/index.ts";
import { verifyPageSize } from "../words/page-size.ts";
import { onPage, openPages, shiftsStart } from "../words/pages.ts";
import type { Page, Pages } from "../words/pages.ts";

const USERS = "GET /Users";
const WALKED = 5;

const walk = defineCheck({
  id: "query.page.walk",
  title: "The pages together give each user once",
  rule: "RFC7644-3.4.2.4-11",
  needs: ["filter"],
  advice:
    "Cut the pages from one stable order and begin each at startIndex, which counts users and not pages: who is skipped is not imported.",
  run: async (t) => {
    const pages = await openPages(t, WALKED);
    if (!pages.isOwnOnly) t.skip("the target takes no filter that names several users");
    const order = isPresent(t.capabilities.sort) ? { sortBy: "userName" } : {};
    const first = await walkPages(pages, order);
    // A server without a stable order may be unlucky once.
    const walked = isEachOnce(first) ? first : await walkPages(pages, order);
    const replies = walked.map(({ reply }) => reply);
    const last = replies.pop() ?? t.skip("no page was read");
    const found = idsOf(walked);
    const different = new Set(found).size;
    verify(last).that(
      isEachOnce(walked),
      `GET /Users in pages of two gives ${different} of ${WALKED} users, and ${found.length} in all`,
      {
        expected: `each of ${WALKED} users once`,
        actual: `${counted(found.length, "user")}, ${different} different`,
        others: [...pages.users.map((user) => user.reply), ...replies],
      },
    );
  },
  defects: {
    "second-page-overlaps-the-first": shiftsStart((startIndex) => (startIndex > 1 ? startIndex - 1 : startIndex)),
    "second-page-skips-a-user": shiftsStart((startIndex) => (startIndex > 1 ? startIndex + 1 : startIndex)),
    "start-index-ignored": on(USERS).url((url) => url.searchParams.delete("startIndex")),
  },
});

const pastTheEnd = defineCheck({
  id: "query.page.past-the-end",
  title: "A startIndex past the end answers an empty page",
  rule: "RFC7644-3.4.2.4-10",
  advice: "Answer 200 with an empty page and the usual totalResults when there is nothing at startIndex.",
  run: async (t) => {
    const pages = await openPages(t, 2);
    const { list: all, reply: first } = await pages.get({ count: "1" });
    if (typeof all.totalResults !== "number") return t.skip("the target does not say how many users there are");
    const { reply } = await pages.get({ startIndex: String(all.totalResults + 1000), count: "2" });
    verifyPageSize(reply, { most: 0, others: [first] });
    if (pages.isOwnOnly) verify(reply, { others: [first] }).counts(2);
  },
  defects: {
    "page-past-the-end-is-404": on(USERS, { query: isFarAway }).response(() =>
      errorResponse(404, "There is no such page."),
    ),
    "total-past-the-end-is-zero": on(USERS, { query: isFarAway }).body((body) => ({ ...body, totalResults: 0 })),
    "page-past-the-end-is-the-last": shiftsStart((startIndex) => (startIndex > 1000 ? 1 : startIndex)),
  },
});

const notANumber = defineCheck({
  id: "query.page.not-a-number",
  title: "A startIndex or count that is no number is refused",
  rule: "RFC7644-3.4.2.4-12",
  advice: "Refuse startIndex=abc and count=abc with 400 instead of falling back to a default.",
  run: async (t) => {
    const plain = await t.get(withQuery("/Users", { startIndex: "1", count: "1" }));
    // Who refuses these has not looked at abc.
    if (!isSuccess(plain)) t.skip(`the target does not answer a page (${describeOutcome(plain)})`);
    for (const parameters of [{ startIndex: "abc", count: "1" }, { count: "abc" }]) {
      verify(await t.get(withQuery("/Users", parameters))).refuses("abc is no number");
    }
  },
  defects: {
    "start-index-text-ignored": onPage("startIndex", "abc").url((url) => url.searchParams.delete("startIndex")),
    "count-text-as-zero": onPage("count", "abc").url((url) => url.searchParams.set("count", "0")),
  },
});

/** Going through the pages, and beyond them. */
export const paginateWalkChecks: readonly Check[] = [walk, pastTheEnd, notANumber];

/** Pages of two, by the lengths that really come. */
async function walkPages(pages: Pages, order: Readonly<Record<string, string>>): Promise<readonly Page[]> {
  const walked: Page[] = [];
  for (let startIndex = 1; startIndex <= WALKED && walked.length <= WALKED;) {
    const page = await pages.get({ startIndex: String(startIndex), count: "2", ...order });
    walked.push(page);
    if (page.list.resources.length === 0) break;
    startIndex += page.list.resources.length;
  }
  return walked;
}

function idsOf(pages: readonly Page[]): readonly string[] {
  return pages.flatMap(({ list }) => list.resources.map((resource) => String(idOf(resource))));
}

function isEachOnce(pages: readonly Page[]): boolean {
  const ids = idsOf(pages);
  return ids.length === WALKED && new Set(ids).size === WALKED;
}

function isFarAway(query: URLSearchParams): boolean {
  return Number(query.get("startIndex")) > 1000;
}
