import { defineCheck, isSuccess, on, shown, totalOf, verify } from "../../../src/kit/index.ts";
import type { Check, Reply } from "../../../src/kit/index.ts";
import { importPage, OKTA_PAGE_SIZE } from "../../../emulator/okta/wire/list-queries.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { resourcesOf, UNFILTERED } from "../words/page.ts";
import { send } from "../words/send.ts";

const fullPage = defineCheck({
  id: "okta.import.full-page",
  title: "A page of an import holds 100 users, or all that there are",
  rule: okta({
    id: "OKTA-import-07",
    standing: "inferred",
    url: REFERENCE,
    requirement:
      "Okta's startIndex grows by 100 from page to page, whatever came: where a page holds fewer, Okta misses the users between.",
  }),
  features: ["import"],
  advice: "Let a page hold at least 100 resources when count=100 asks for them.",
  run: async (t) => {
    await Promise.all([t.make.user(), t.make.user(), t.make.user()]);
    const isFull = (page: Reply): boolean => totalOf(page) >= 3 && resourcesOf(page).length >= wantedOf(page);
    const read = (): Promise<Reply> => send(t, importPage("/Users", 1));
    let reply = await t.settle(read, isFull);
    // A target that counts and lists in two steps may be off by one who has just gone, but not each time.
    for (let round = 1; round < READINGS && !isFull(reply); round += 1) reply = await read();
    const { length } = verify(reply).list().resources;
    const wanted = wantedOf(reply);
    verify(reply).that(
      length >= wanted,
      `a page of count=${OKTA_PAGE_SIZE} holds ${length} of ${totalOf(reply)} users`,
      { expected: `${wanted} resources`, at: ["Resources"] },
    );
    // A small directory never fills a page, but the target may publish how many resources an answer holds.
    const config = await t.get("/ServiceProviderConfig");
    const limit = publishedLimit(config);
    verify(config).that(
      limit === undefined || limit >= OKTA_PAGE_SIZE || length > limit,
      `GET /ServiceProviderConfig says that an answer holds ${shown(limit)} resources at most (filter.maxResults)`,
      { expected: `at least ${OKTA_PAGE_SIZE}`, at: ["filter", "maxResults"], others: [reply] },
    );
  },
  defects: {
    "page-holds-less-than-asked-for": on(UNFILTERED).url((url) => {
      if (Number(url.searchParams.get("count")) > 2) url.searchParams.set("count", "2");
    }),
    "configuration-limits-pages-to-50": on("/ServiceProviderConfig").body((body) => ({
      ...body,
      filter: { supported: true, maxResults: 50 },
    })),
  },
});

/** How often a page that is not full is read again. */
const READINGS = 4;

function wantedOf(reply: Reply): number {
  return Math.min(OKTA_PAGE_SIZE, totalOf(reply));
}

/** What ServiceProviderConfig gives as the most resources in one answer (RFC 7643 section 5). */
function publishedLimit(config: Reply): number | undefined {
  const limit = isSuccess(config) ? verify(config).at("filter", "maxResults").value : undefined;
  // Some say 0 for "no limit".
  return typeof limit === "number" && limit > 0 ? limit : undefined;
}

/** What Okta needs of the size of a page. */
export const importFullPageChecks: readonly Check[] = [fullPage];
