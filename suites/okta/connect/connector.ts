import { counted } from "../../../src/exchange/counted.ts";
import { connectorTest } from "../../../emulator/okta/wire/list-queries.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { tamperResponse, tamperResponseBody, withJson, without } from "../../../src/kit/defects/tamper.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyObject, verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { matchBy, matchUser } from "../words/match-user.ts";
import { send } from "../words/send.ts";

const CONNECTOR_TEST = {
  method: "GET",
  path: /^\/Users$/,
  query: (query: URLSearchParams) => query.get("count") === "2",
} as const;
const MATCH_QUERY = {
  method: "GET",
  path: /^\/Users$/,
  query: (query: URLSearchParams) => query.has("filter"),
} as const;

const list = defineCheck({
  id: "okta.connector.list",
  title: "Okta's connector test (GET /Users?startIndex=1&count=2) is answered with a list of users",
  clause: okta({
    id: "OKTA-connector-01",
    standing: "documented",
    url: "https://support.okta.com/help/s/article/okta-scim-connector-error-no-results-for-users-returned-when-testing-connection",
    requirement: "Test API Credentials needs 200 and a ListResponse object whose Resources is an array.",
  }),
  blocks: ["create", "update", "deactivate", "import"],
  advice:
    "Answer GET /Users?startIndex=1&count=2 with 200 and a ListResponse object; an empty body, null or a bare array makes Okta say `No results for users returned`.",
  run: async (t) => {
    await t.make.user();
    const reply = await matchBy(t, () => send(t, connectorTest()));
    const resources = getIgnoreCase(verifyObject(verifyStatus(reply, 200)), "Resources");
    verifyThat(isArray(resources) && resources.some(isObject), reply, {
      reason: "the connector test gives no users although there is one",
      expected: "Resources with at least one user",
      actual: shown(resources),
      at: "/Resources",
    });
  },
  defects: [
    {
      name: "connector-test-empty-answer",
      breaks: "OKTA-connector-01",
      wrap: tamperResponse(CONNECTOR_TEST, () => new Response(null, { status: 200 })),
    },
    {
      name: "connector-test-bare-array",
      breaks: "OKTA-connector-01",
      wrap: tamperResponse(CONNECTOR_TEST, (response) => withJson(response, [])),
    },
    {
      name: "connector-test-without-resources",
      breaks: "OKTA-connector-01",
      wrap: tamperResponseBody(CONNECTOR_TEST, (body) => without(body, "Resources")),
    },
  ],
});

const count = defineCheck({
  id: "okta.connector.count",
  title: "A page holds no more users than Okta asks for, and totalResults counts all of them",
  clause: okta({
    id: "OKTA-list-01",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "count limits the page, while totalResults is the number of all users: Okta pages on until it has them.",
  }),
  blocks: ["import"],
  advice: "Cut Resources to count and count the whole result in totalResults, not the page.",
  run: async (t) => {
    await Promise.all([t.make.user(), t.make.user(), t.make.user()]);
    const reply = await t.settle(
      () => send(t, connectorTest()),
      (r) => totalOf(r) >= 3,
    );
    verifyStatus(reply, 200);
    const { resources } = toListBody(verifyObject(reply));
    verifyThat(resources.length <= 2, reply, {
      reason: "a page of count=2 holds more than two users",
      expected: "at most 2 resources",
      actual: counted(resources.length, "resource"),
      at: "/Resources",
    });
    verifyThat(totalOf(reply) >= 3, reply, {
      reason: "totalResults of a page of count=2 is less than the three users that are there",
      expected: "totalResults of at least 3",
      actual: shown(totalOf(reply)),
      at: "/totalResults",
    });
  },
  defects: [
    {
      name: "total-is-page-size",
      breaks: "OKTA-list-01",
      wrap: tamperResponseBody(CONNECTOR_TEST, (body) => ({ ...body, totalResults: body["itemsPerPage"] })),
    },
    {
      name: "connector-test-ignores-count",
      breaks: "OKTA-list-01",
      wrap: (next) => async (request) => next(new Request(request.url.replace("count=2", "count=50"), request)),
    },
  ],
});

const integers = defineCheck({
  id: "okta.connector.integers",
  title: "totalResults, startIndex and itemsPerPage are JSON integers",
  clause: okta({
    id: "OKTA-list-02",
    standing: "documented",
    url: REFERENCE,
    requirement:
      'The three counters of a list are JSON integers; a text such as "1" ends the provisioning without a word.',
  }),
  blocks: ["create", "import"],
  advice: "Serialise totalResults, startIndex and itemsPerPage as numbers, on every list and on filtered ones too.",
  run: async (t) => {
    const { sent } = await t.make.user();
    await Promise.all([t.make.user(), t.make.user()]);
    // Only a page that is a part of the result must have all of them: that is seen as soon as the list shows three users.
    const isPart = (reply: Reply): boolean => totalOf(reply) >= 3;
    verifyCounters(await t.settle(() => send(t, connectorTest()), isPart));
    verifyCounters(await matchUser(t, sent.userName));
  },
  defects: [
    {
      name: "match-query-start-index-as-text",
      breaks: "OKTA-list-02",
      wrap: tamperResponseBody(MATCH_QUERY, (body) => ({ ...body, startIndex: "1" })),
    },
    {
      name: "total-results-as-text",
      breaks: "OKTA-list-02",
      wrap: tamperResponseBody(CONNECTOR_TEST, (body) => ({ ...body, totalResults: String(body["totalResults"]) })),
    },
    {
      name: "page-without-items-per-page",
      breaks: "OKTA-list-02",
      wrap: tamperResponseBody(CONNECTOR_TEST, (body) => without(body, "itemsPerPage")),
    },
  ],
});

function verifyCounters(reply: Reply): void {
  const body = verifyObject(verifyStatus(reply, 200));
  // RFC 7644 section 3.4.2: startIndex and itemsPerPage may be left out where everything is on one page.
  const isWhole = toListBody(body).resources.length === totalOf(reply);
  for (const name of ["totalResults", "startIndex", "itemsPerPage"]) {
    const value = getIgnoreCase(body, name);
    if (value === undefined && isWhole) continue;
    verifyThat(Number.isInteger(value), reply, {
      reason: `${name} is not a JSON integer`,
      expected: "an integer",
      actual: shown(value),
      at: `/${name}`,
    });
  }
}

function totalOf(reply: Reply): number {
  return isObject(reply.body) ? Number(toListBody(reply.body).totalResults) : 0;
}

/** What Test API Credentials and every later list rest on. */
export const connectorChecks: readonly Check[] = [list, count, integers];
