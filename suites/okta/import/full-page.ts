import { counted } from "../../../src/exchange/counted.ts";
import { importPage, OKTA_PAGE_SIZE } from "../../../emulator/okta/wire/list-queries.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { tamperResponseBody, tamperUrl } from "../../../src/kit/defects/tamper.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyList, verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { totalOf } from "../../../src/kit/reading/look-through.ts";
import { send } from "../words/send.ts";

const LIST = {
  method: "GET",
  path: /^\/Users$/,
  query: (query: URLSearchParams) => !query.has("filter"),
} as const;

const fullPage = defineCheck({
  id: "okta.import.full-page",
  title: "A page of an import holds 100 users, or all that there are",
  clause: okta({
    id: "OKTA-import-07",
    standing: "inferred",
    url: REFERENCE,
    requirement:
      "Okta's startIndex grows by 100 from page to page, whatever came: where a page holds fewer, the users between are missed.",
  }),
  blocks: ["import"],
  advice: "Let a page hold at least 100 resources when count=100 asks for them.",
  run: async (t) => {
    await Promise.all([t.make.user(), t.make.user(), t.make.user()]);
    const isFull = (page: Reply): boolean => totalOf(page) >= 3 && countOf(page) >= wantedOf(page);
    const read = (): Promise<Reply> => send(t, importPage("/Users", 1));
    let reply = await t.settle(read, isFull);
    // A target that counts and lists in two steps may be off by one who has just gone, but not each time.
    for (let round = 1; round < READINGS && !isFull(reply); round += 1) reply = await read();
    const { resources } = verifyList(reply);
    const wanted = wantedOf(reply);
    verifyThat(resources.length >= wanted, reply, {
      reason: `a page of count=${OKTA_PAGE_SIZE} holds ${resources.length} of ${totalOf(reply)} users`,
      expected: `${wanted} resources`,
      actual: counted(resources.length, "resource"),
      at: "/Resources",
    });
    // A small directory never fills a page; what the target says of itself does for that.
    const limit = statedLimit(t);
    verifyThat(limit === undefined || limit >= OKTA_PAGE_SIZE || resources.length > limit, reply, {
      reason: `the target says that an answer holds ${shown(limit)} resources at most (filter.maxResults)`,
      expected: `at least ${OKTA_PAGE_SIZE}`,
      actual: shown(limit),
    });
  },
  defects: [
    {
      name: "page-holds-less-than-asked-for",
      breaks: "OKTA-import-07",
      wrap: tamperUrl(LIST, (url) => {
        if (Number(url.searchParams.get("count")) > 2) url.searchParams.set("count", "2");
      }),
    },
    {
      name: "configuration-limits-pages-to-50",
      breaks: "OKTA-import-07",
      wrap: tamperResponseBody({ path: /^\/ServiceProviderConfig$/ }, (body) => ({
        ...body,
        filter: { supported: true, maxResults: 50 },
      })),
    },
  ],
});

/** How often a page that is not full is read again. */
const READINGS = 4;

function countOf({ body }: Reply): number {
  return isObject(body) ? toListBody(body).resources.length : 0;
}

function wantedOf(reply: Reply): number {
  return Math.min(OKTA_PAGE_SIZE, totalOf(reply));
}

/** What ServiceProviderConfig gives as the most resources in one answer (RFC 7643 section 5). */
function statedLimit(t: CheckContext): number | undefined {
  const config = t.target.serviceProviderConfig;
  const filter = isObject(config) ? config["filter"] : undefined;
  const limit = isObject(filter) ? filter["maxResults"] : undefined;
  // Some say 0 for "no limit".
  return typeof limit === "number" && limit > 0 ? limit : undefined;
}

/** What Okta needs of the size of a page. */
export const importFullPageChecks: readonly Check[] = [fullPage];
