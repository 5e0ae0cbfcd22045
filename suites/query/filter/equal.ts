import { counted } from "../../../src/exchange/counted.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import { answerInstead, errorResponse, tamperResponseBody } from "../../../src/kit/defects/tamper.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyList, verifyThat } from "../../../src/exchange/verify.ts";
import { valueAt } from "../../../src/kit/reading/value-at.ts";
import { ignoresFilter, picksBy, readsFilterAs } from "../words/filter-defects.ts";
import { anyOf, makeIfTaken, named, queryUsers, verifyFinds } from "../../../src/kit/reading/find-users.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";

const USERNAME_EQUALS = /^userName eq "([^"]*)"$/;

const matchingOnly = defineCheck({
  id: "query.filter.matching-only",
  title: 'userName eq "..." answers that user and nobody else',
  clause: rfc("RFC7644-3.4.2.2-01", "RFC7644-3.4.2.2-06"),
  needs: ["filter"],
  blocks: ["create"],
  advice:
    "Compare the whole userName and return the one match only: Okta stops with an error when it is shown several users.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const longer = await makeIfTaken(t, { label: "anna", overrides: { userName: `${ann.sent.userName}.test` } });
    const misses = longer === undefined ? [] : [longer];
    const reply = await verifyFinds(t, named(ann), { finds: [ann], misses });
    const { resources, totalResults } = verifyList(reply);
    for (const [index, user] of resources.entries()) {
      const userName = valueAt(user, "userName");
      const isMatch = typeof userName === "string" && userName.toLowerCase() === ann.sent.userName.toLowerCase();
      verifyThat(isMatch, reply, {
        reason: `the filter ${named(ann)} finds a user that does not match`,
        expected: ann.sent.userName,
        // It may be somebody's: a report names no strangers.
        actual: "a user of another name",
        at: `/Resources/${index}/userName`,
      });
    }
    verifyThat(totalResults === 1, reply, {
      reason: `${describeRequest(reply)} counts ${shown(totalResults)} matches`,
      expected: "1",
      actual: shown(totalResults),
      at: "/totalResults",
    });
  },
  defects: [
    { name: "filter-ignored", breaks: "RFC7644-3.4.2.2-01", wrap: ignoresFilter() },
    {
      name: "filter-total-of-all-users",
      breaks: "RFC7644-3.4.2.2-01",
      wrap: tamperResponseBody({ method: "GET", path: /^\/Users$/ }, (body) => ({ ...body, totalResults: 1742 })),
    },
    {
      name: "eq-as-contains",
      breaks: "RFC7644-3.4.2.2-06",
      wrap: readsFilterAs((filter) => filter.replace(" eq ", " co ")),
    },
    {
      name: "eq-as-prefix",
      breaks: "RFC7644-3.4.2.2-06",
      wrap: readsFilterAs((filter) => filter.replace(" eq ", " sw ")),
    },
    {
      name: "user-name-compared-with-id",
      breaks: "RFC7644-3.4.2.2-06",
      wrap: picksBy(USERNAME_EQUALS, (user, [value]) => user["id"] === value),
    },
  ],
});

const noMatch = defineCheck({
  id: "query.filter.no-match",
  title: "A filter that nothing matches answers 200 with totalResults 0",
  clause: rfc("RFC7644-3.4.2-06"),
  needs: ["filter"],
  advice: "Answer an empty ListResponse with status 200 when nothing matches, not 404.",
  run: async (t) => {
    await t.make.user();
    const reply = await queryUsers(t, filterOf`userName eq ${quoted(`nobody-${t.runId}@example.com`)}`);
    if (reply.status === 403) t.skip("the target refuses to filter by userName in a URL (403)");
    const { resources, totalResults } = verifyList(reply);
    verifyThat(totalResults === 0 && resources.length === 0, reply, {
      reason: `${describeRequest(reply)} answers users although no user has that name`,
      expected: "totalResults 0 and no Resources",
      actual: `totalResults ${shown(totalResults)} and ${counted(resources.length, "resource")}`,
      at: "/totalResults",
    });
  },
  defects: [
    {
      name: "no-match-is-404",
      breaks: "RFC7644-3.4.2-06",
      wrap: (next) => async (request) => {
        const response = await next(request);
        const isEmpty = /"totalResults":0/.test(await response.clone().text());
        return isEmpty ? errorResponse(404, "No user was found.") : response;
      },
    },
    {
      name: "no-match-answers-everybody",
      breaks: "RFC7644-3.4.2-06",
      wrap: ignoresFilter((filter) => filter.includes("nobody")),
    },
    {
      name: "no-match-is-an-error-with-200",
      breaks: "RFC7644-3.4.2-06",
      wrap: answerInstead(
        { method: "GET", path: /^\/Users$/, query: (query) => /nobody/.test(query.get("filter") ?? "") },
        () => new Response("null", { status: 200, headers: { "content-type": "application/scim+json" } }),
      ),
    },
  ],
});

const wildcards = defineCheck({
  id: "query.filter.no-wildcards",
  title: "An underscore in a filter value stands for itself",
  clause: rfc("RFC7644-3.4.2.2-06"),
  needs: ["filter"],
  blocks: ["create"],
  advice: "Compare for equality instead of with LIKE, or escape _ and % in the value: otherwise a_b also finds axb.",
  run: async (t) => {
    const underscore = await t.make.user({ label: "a_b" });
    const letter = await t.make.user({ label: "axb" });
    await verifyFinds(t, named(underscore), { finds: [underscore], misses: [letter] });
  },
  defects: [
    {
      name: "eq-as-sql-like",
      breaks: "RFC7644-3.4.2.2-06",
      wrap: picksBy(USERNAME_EQUALS, (user, [value = ""]) => toLikePattern(value).test(String(user["userName"]))),
    },
  ],
});

const notEqual = defineCheck({
  id: "query.filter.not-equal",
  title: "ne matches the values that differ",
  clause: rfc("RFC7644-3.4.2.2-08"),
  needs: ["filter"],
  advice: "Let ne match exactly those resources that eq does not match.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    await verifyFinds(t, filterOf`userName ne ${quoted(ann.sent.userName)} and (${anyOf(ann, bob)})`, {
      finds: [bob],
      misses: [ann],
    });
  },
  defects: [
    {
      name: "ne-as-eq",
      breaks: "RFC7644-3.4.2.2-08",
      wrap: readsFilterAs((filter) => filter.replace(" ne ", " eq ")),
    },
    {
      name: "ne-as-present",
      breaks: "RFC7644-3.4.2.2-08",
      wrap: readsFilterAs((filter) => filter.replace(/userName ne "[^"]*"/, "userName pr")),
    },
  ],
});

/** Filters for equality. */
export const filterEqualChecks: readonly Check[] = [matchingOnly, noMatch, wildcards, notEqual];

/** The value as LIKE reads it: _ is any character, % any text. */
function toLikePattern(value: string): RegExp {
  const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("_", ".").replaceAll("%", ".*")}$`, "i");
}
