import {
  anyOf,
  breaking,
  defineCheck,
  defineFamily,
  errorResponse,
  filterOf,
  makeIfTaken,
  named,
  on,
  quoted,
  verify,
  verifyFinds,
} from "../../../src/kit/index.ts";
import type { Check } from "../../../src/kit/index.ts";
import { ignoresFilter, picksBy, picksLike, readsFilterAs } from "../words/filter-defects.ts";
import { verifyPageSize } from "../words/page-size.ts";
import { verifyAllNamed } from "../words/verify-all-named.ts";

const USERNAME_EQUALS = /^userName eq "([^"]*)"$/;

const matchingOnly = defineCheck({
  id: "query.filter.matching-only",
  title: 'userName eq "..." answers that user and nobody else',
  rule: ["RFC7644-3.4.2.2-01", "RFC7644-3.4.2.2-06"],
  blocks: ["create"],
  advice:
    "Compare the whole userName and return the one match only: Okta stops with an error when it is shown several users.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const longer = await makeIfTaken(t, { label: "anna", overrides: { userName: `${ann.sent.userName}.test` } });
    const misses = longer === undefined ? [] : [longer];
    const reply = await verifyFinds(t, named(ann), { finds: [ann], misses });
    verifyAllNamed(reply, "userName", ann.sent.userName);
    verify(reply).counts(1);
  },
  defects: {
    "filter-ignored": breaking("RFC7644-3.4.2.2-01", ignoresFilter()),
    "filter-total-of-all-users": breaking(
      "RFC7644-3.4.2.2-01",
      on("GET /Users").body((body) => ({ ...body, totalResults: 1742 })),
    ),
    "eq-as-contains": breaking(
      "RFC7644-3.4.2.2-06",
      readsFilterAs((filter) => filter.replace(" eq ", " co ")),
    ),
    "eq-as-prefix": breaking(
      "RFC7644-3.4.2.2-06",
      readsFilterAs((filter) => filter.replace(" eq ", " sw ")),
    ),
    "user-name-compared-with-id": breaking(
      "RFC7644-3.4.2.2-06",
      picksBy(USERNAME_EQUALS, (user, [value]) => user["id"] === value),
    ),
  },
});

const noMatch = defineCheck({
  id: "query.filter.no-match",
  title: "A filter that nothing matches answers 200 with totalResults 0",
  rule: "RFC7644-3.4.2-06",
  advice: "Answer an empty ListResponse with status 200 when nothing matches, not 404.",
  run: async (t) => {
    await t.make.user();
    const reply = await t.query("/Users", filterOf`userName eq ${quoted(`nobody-${t.runId}@example.com`)}`);
    if (reply.status === 403) t.skip("the target refuses to filter by userName in a URL (403)");
    verify(reply, { although: "no user has that name" }).counts(0);
    verifyPageSize(reply, { most: 0, although: "no user has that name" });
  },
  defects: {
    "no-match-is-404": on({}).response(async (response) => {
      const isEmpty = /"totalResults":0/.test(await response.clone().text());
      return isEmpty ? errorResponse(404, "No user was found.") : response;
    }),
    "no-match-answers-everybody": ignoresFilter((filter) => filter.includes("nobody")),
    "no-match-is-an-error-with-200": on("GET /Users", {
      query: (query) => /nobody/.test(query.get("filter") ?? ""),
    }).answer(() => new Response("null", { status: 200, headers: { "content-type": "application/scim+json" } })),
  },
});

const wildcards = defineCheck({
  id: "query.filter.no-wildcards",
  title: "An underscore in a filter value stands for itself",
  rule: "RFC7644-3.4.2.2-06",
  blocks: ["create"],
  advice: "Compare for equality instead of with LIKE, or escape _ and % in the value: otherwise a_b also finds axb.",
  run: async (t) => {
    const underscore = await t.make.user({ label: "a_b" });
    const letter = await t.make.user({ label: "axb" });
    await verifyFinds(t, named(underscore), { finds: [underscore], misses: [letter] });
  },
  defects: {
    "eq-as-sql-like": picksLike(USERNAME_EQUALS, "userName"),
  },
});

const notEqual = defineCheck({
  id: "query.filter.not-equal",
  title: "ne matches the values that differ",
  rule: "RFC7644-3.4.2.2-08",
  advice: "Let ne match exactly those resources that eq does not match.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    await verifyFinds(t, filterOf`userName ne ${quoted(ann.sent.userName)} and (${anyOf(ann, bob)})`, {
      finds: [bob],
      misses: [ann],
    });
  },
  defects: {
    "ne-as-eq": readsFilterAs((filter) => filter.replace(" ne ", " eq ")),
    "ne-as-present": readsFilterAs((filter) => filter.replace(/userName ne "[^"]*"/, "userName pr")),
  },
});

/** Filters for equality. */
export const filterEqualChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [
  matchingOnly,
  noMatch,
  wildcards,
  notEqual,
]);
