import { defineCheck, errorResponse, ERROR_URN, on, withJson, withStatus } from "../../src/kit/index.ts";
import type { Check, Match } from "../../src/kit/index.ts";
import { specRule } from "./words/spec-rule.ts";
import {
  NO_TOKEN,
  NOBODY,
  NOBODY_ELSE,
  nameQuery,
  newName,
  PAGE_OF_ONE,
  specGet,
  specGetUnknown,
} from "./words/spec-requests.ts";
import { specAnswer } from "./words/spec-answer.ts";

const FIRST: Match = { method: "GET", path: /^\/Users\/0101/ };
const LAST: Match = { method: "GET", path: /^\/Users\/00919/ };

const unknown = defineCheck({
  id: "okta-spec.errors.unknown-user",
  title: "Step 4: an id that nobody has is answered with 404 and an error that says why",
  rule: specRule(4, "GET /Users/{id} of nobody gives 404 and an Error body with a detail."),
  advice: "Answer the id of nobody with 404 and a SCIM error body that has a detail, whatever form the id has.",
  run: async (t) => {
    const answer = specAnswer(await specGet(t, NOBODY));
    answer.status(404);
    answer.isFilled("detail");
    answer.isOf(ERROR_URN);
  },
  defects: {
    "long-id-of-nobody-is-400": on(FIRST).response(() => errorResponse(400, "ids are UUIDs", "invalidValue")),
    "long-id-of-nobody-without-detail": on(FIRST).response((response) =>
      withJson(response, { schemas: [ERROR_URN], status: "404" }),
    ),
    "long-id-of-nobody-without-schemas": on(FIRST).response((response) =>
      withJson(response, { status: "404", detail: "no such user" }),
    ),
  },
});

const wrongToken = defineCheck({
  id: "okta-spec.errors.wrong-token",
  title: "Step 11: something that is no token is answered with 401 and an error that names it",
  rule: specRule(
    11,
    'With Authorization: non-token the query gives 401 and an Error body with a detail and the status "401".',
  ),
  advice: "Answer an Authorization header that is no valid token, whatever its form, with 401 and a SCIM error body.",
  run: async (t) => {
    const { reply } = await t.supposing(
      "okta-spec.users.list",
      () => specGet(t, PAGE_OF_ONE),
      (found) => {
        specAnswer(found).status(200);
        return { reply: found };
      },
    );
    if (reply.exchange.request.headers["authorization"] === undefined) t.skip("the run has no credentials");
    const answer = specAnswer(await specGetUnknown(t, nameQuery(newName(t).toUpperCase())));
    answer.status(401);
    answer.isFilled("detail");
    answer.equals("401", "status");
    answer.isOf(ERROR_URN);
  },
  defects: {
    "token-without-scheme-crashes": onNoToken((response) => withStatus(response, 500)),
    "token-without-scheme-is-forbidden": onNoToken(() => errorResponse(403, "who are you?")),
    "token-without-scheme-gets-no-detail": onNoToken((response) =>
      withJson(response, { schemas: [ERROR_URN], status: "401" }),
    ),
    "token-without-scheme-gets-no-status": onNoToken((response) =>
      withJson(response, { schemas: [ERROR_URN], detail: "who are you?" }),
    ),
    "token-without-scheme-gets-no-scim-error": onNoToken((response) =>
      withJson(response, { status: "401", detail: "who are you?" }),
    ),
  },
});

const statusOfUnknown = defineCheck({
  id: "okta-spec.errors.unknown-status",
  title: "Step 12: the error about another id that nobody has names its status",
  rule: specRule(12, 'GET /Users/00919288221112222 gives 404 and an Error body with a detail and the status "404".'),
  advice: "Answer an id of digits that nobody has with 404 too, and name the status in the body of the error.",
  run: async (t) => {
    const answer = specAnswer(await specGet(t, NOBODY_ELSE));
    answer.status(404);
    answer.isFilled("detail");
    answer.equals("404", "status");
    answer.isOf(ERROR_URN);
  },
  defects: {
    "digits-of-nobody-crash": on(LAST).response((response) => withStatus(response, 500)),
    "digits-of-nobody-name-another-status": on(LAST).response(() =>
      withStatus(errorResponse(400, "no such user"), 404),
    ),
    "digits-of-nobody-name-no-status": on(LAST).response((response) =>
      withJson(response, { schemas: [ERROR_URN], detail: "no such user" }),
    ),
    "digits-of-nobody-without-error-schema": on(LAST).response((response) =>
      withJson(response, { status: "404", detail: "no such user" }),
    ),
  },
});

function onNoToken(change: (response: Response) => Response): ReturnType<ReturnType<typeof on>["response"]> {
  return on({}).response((response, request) =>
    request.headers.get("authorization") === NO_TOKEN ? change(response) : response,
  );
}

/** What the test asks of refusals. */
export const specErrorChecks: readonly Check[] = [unknown, wrongToken, statusOfUnknown];
