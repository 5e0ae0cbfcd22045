import {
  defineCheck,
  errorResponse,
  LIST_RESPONSE_URN,
  matchedValue,
  on,
  without,
  withJson,
} from "../../../src/kit/index.ts";
import type { Check, Match, Reply } from "../../../src/kit/index.ts";
import { specRule } from "../words/spec-rule.ts";
import { nameQuery, newName, specCreate, specGet } from "../words/spec-requests.ts";
import { specAnswer } from "../words/spec-answer.ts";

/** The queries of the test, which ask for no page. */
const QUERY: Match = { method: "GET", path: /^\/Users$/, query: (query) => query.has("filter") && !query.has("count") };

const nobody = defineCheck({
  id: "okta-spec.match.nobody",
  title: "Step 3: a filter for a name that nobody has finds nobody, with 200",
  rule: specRule(
    3,
    'GET /Users?filter=userName eq "..." for nobody gives 200 and a ListResponse whose totalResults is 0.',
  ),
  advice: "Answer a filter that matches nobody with 200 and a ListResponse of totalResults 0: the test takes no 404.",
  run: async (t) => {
    const { userName } = t.make.userBody({ label: "nobody" });
    verifyNobody(await specGet(t, nameQuery(userName.toLowerCase())));
  },
  defects: {
    "nobody-by-name-is-404": on(QUERY).response(async (response, request) =>
      (await isEmpty(response)) && isSmall(request) ? errorResponse(404, "no such user") : response,
    ),
    "nobody-by-name-counts-one": on(QUERY).body((body, request) =>
      body["totalResults"] === 0 && isSmall(request) ? { ...body, totalResults: 1 } : body,
    ),
    "nobody-by-name-without-schemas": on(QUERY).body((body, request) =>
      isSmall(request) ? without(body, "schemas") : body,
    ),
  },
});

const beforeCreate = defineCheck({
  id: "okta-spec.match.before-create",
  title: "Step 5: a new name in upper and lower case is not found before its user is created",
  rule: specRule(
    5,
    "Before the create a filter for the new mixed-case userName gives 200 and a ListResponse whose totalResults is 0.",
  ),
  advice: "Take userNames in upper and lower case in filters, and find nobody for one that was never created.",
  run: async (t) => {
    verifyNobody(await specGet(t, nameQuery(newName(t))));
  },
  defects: {
    "filter-refuses-capitals": on(QUERY).response((response, request) =>
      isMixed(request) ? errorResponse(400, "capitals are not allowed", "invalidFilter") : response,
    ),
    "filter-in-mixed-case-finds-somebody": on(QUERY).body((body, request) =>
      isMixed(request) && body["totalResults"] === 0 ? { ...body, totalResults: 2 } : body,
    ),
  },
});

const capitals = defineCheck({
  id: "okta-spec.match.capitals",
  title: "Step 9: the name of a user in capitals is taken in a filter",
  rule: specRule(
    9,
    "GET /Users?filter=userName eq of the new user's name in capitals gives 200; whether it finds the user is not looked at.",
  ),
  advice: "Compare userName without regard to letter case, and answer 200 whatever is found.",
  run: async (t) => {
    // The test asks whatever came of the create.
    const { sent } = await specCreate(t);
    specAnswer(await specGet(t, nameQuery(sent.userName.toUpperCase()))).status(200);
  },
  defects: {
    "name-in-capitals-is-a-bad-filter": on(QUERY).response((response, request) =>
      isCapital(request) ? errorResponse(400, "shouting is not allowed", "invalidFilter") : response,
    ),
    "name-in-capitals-crashes": on(QUERY).response((response, request) =>
      isCapital(request) ? withJson(new Response(null, { status: 500 }), {}) : response,
    ),
  },
});

function verifyNobody(reply: Reply): void {
  const answer = specAnswer(reply);
  answer.status(200);
  answer.isOf(LIST_RESPONSE_URN);
  answer.equals("0", "totalResults");
}

async function isEmpty(response: Response): Promise<boolean> {
  return response.ok && (await response.clone().text()).includes('"totalResults":0');
}

function nameIn(request: Request): string {
  return matchedValue(request.url) ?? "";
}

function isSmall(request: Request): boolean {
  return nameIn(request) === nameIn(request).toLowerCase();
}

function isCapital(request: Request): boolean {
  return nameIn(request) === nameIn(request).toUpperCase();
}

function isMixed(request: Request): boolean {
  return !isSmall(request) && !isCapital(request);
}

/** What the test asks of filters. */
export const specMatchChecks: readonly Check[] = [nobody, beforeCreate, capitals];
