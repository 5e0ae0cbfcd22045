import { defineCheck, on, totalOf } from "../../../src/kit/index.ts";
import type { Check, Reply } from "../../../src/kit/index.ts";
import { importPage } from "../../../emulator/okta/wire/list-queries.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { resourcesOf, UNFILTERED, verifyFullPage, verifyPublishedLimit, wantedOf } from "../words/page.ts";
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
    verifyFullPage(reply);
    // A small directory never fills a page, but the target may publish how many resources an answer holds.
    verifyPublishedLimit(await t.get("/ServiceProviderConfig"), reply);
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

/** What Okta needs of the size of a page. */
export const importFullPageChecks: readonly Check[] = [fullPage];
