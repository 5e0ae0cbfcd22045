import { defineCheck, on, totalOf, withJson, without } from "../../../src/kit/index.ts";
import type { Check, CheckContext, Match, Reply } from "../../../src/kit/index.ts";
import { connectorTest } from "../../../emulator/okta/wire/list-queries.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { MATCH_QUERY, supposeFound } from "../words/match-user.ts";
import { verifyCounters, verifyPageOfTwo, verifyUsersListed } from "../words/page.ts";
import { send } from "../words/send.ts";

const CONNECTOR_TEST: Match = { method: "GET", path: /^\/Users$/, query: (query) => query.get("count") === "2" };

const list = defineCheck({
  id: "okta.connector.list",
  title: "Okta's connector test (GET /Users?startIndex=1&count=2) is answered with a list of users",
  rule: okta({
    id: "OKTA-connector-01",
    standing: "documented",
    url: "https://support.okta.com/help/s/article/okta-scim-connector-error-no-results-for-users-returned-when-testing-connection",
    requirement:
      "Test API Credentials needs 200 and a JSON object whose Resources is an array; where there are users, it shows them.",
  }),
  features: ["create", "update", "deactivate", "import"],
  advice:
    "Answer GET /Users?startIndex=1&count=2 with 200 and a ListResponse object; an empty body, null or a bare array makes Okta say `No results for users returned`.",
  also: ["list-needs-a-filter"],
  run: async (t) => {
    await t.make.user();
    await t.eventually(() => send(t, connectorTest()), verifyUsersListed);
  },
  defects: {
    "connector-test-empty-answer": on(CONNECTOR_TEST).response(() => new Response(null, { status: 200 })),
    "connector-test-bare-array": on(CONNECTOR_TEST).response((response) => withJson(response, [])),
    "connector-test-without-resources": on(CONNECTOR_TEST).body((body) => without(body, "Resources")),
    "connector-test-lists-nobody": on(CONNECTOR_TEST).body((body) => ({ ...body, Resources: [] })),
  },
});

const count = defineCheck({
  id: "okta.connector.count",
  title: "A page holds no more users than Okta asks for, and totalResults counts all of them",
  rule: okta({
    id: "OKTA-list-01",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "count limits the page, while totalResults is the number of all users: Okta pages on until it has them.",
  }),
  features: ["import"],
  advice: "Cut Resources to count and count the whole result in totalResults, not the page.",
  run: async (t) => {
    await Promise.all([t.make.user(), t.make.user(), t.make.user()]);
    await supposeList(t);
    await t.eventually(() => send(t, connectorTest()), verifyPageOfTwo);
  },
  defects: {
    "total-is-page-size": on(CONNECTOR_TEST).body((body) => ({ ...body, totalResults: body["itemsPerPage"] })),
    "connector-test-ignores-count": (next) => async (request) =>
      next(new Request(request.url.replace("count=2", "count=50"), request)),
  },
});

const integers = defineCheck({
  id: "okta.connector.integers",
  title: "totalResults, startIndex and itemsPerPage are JSON integers",
  rule: okta({
    id: "OKTA-list-02",
    standing: "documented",
    url: REFERENCE,
    requirement:
      'The three counters of a list are JSON integers; a text such as "1" stops provisioning without an error message.',
  }),
  features: ["create", "import"],
  advice: "Serialise totalResults, startIndex and itemsPerPage as numbers, on every list and on filtered ones too.",
  run: async (t) => {
    const user = await t.make.user();
    await Promise.all([t.make.user(), t.make.user()]);
    await supposeList(t);
    // Only a page that is a part of the result must have all of them: that is seen as soon as the list shows three users.
    const isPart = (reply: Reply): boolean => totalOf(reply) >= 3;
    verifyCounters(await t.settle(() => send(t, connectorTest()), isPart));
    verifyCounters(await supposeFound(t, user));
  },
  defects: {
    "match-query-start-index-as-text": on(MATCH_QUERY).body((body) => ({ ...body, startIndex: "1" })),
    "total-results-as-text": on(CONNECTOR_TEST).body((body) => ({
      ...body,
      totalResults: String(body["totalResults"]),
    })),
    "page-without-items-per-page": on(CONNECTOR_TEST).body((body) => without(body, "itemsPerPage")),
  },
});

/** Skips the check unless the connector test is answered with a list of users. */
async function supposeList(t: CheckContext): Promise<void> {
  await t.supposing("okta.connector.list", () => send(t, connectorTest()), verifyUsersListed);
}

/** What Test API Credentials and every later list rest on. */
export const connectorChecks: readonly Check[] = [list, count, integers];
