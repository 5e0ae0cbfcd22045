import {
  defineCheck,
  errorResponse,
  on,
  verify,
  withAuthorization,
  withJson,
  withStatus,
} from "../../../src/kit/index.ts";
import type { Check, Wrap } from "../../../src/kit/index.ts";
import { isHeldUp } from "../../../src/exchange/held-up.ts";
import { connectorTest } from "../../../emulator/okta/wire/list-queries.ts";
import { okta, SPEC_TEST } from "../words/clause.ts";
import { verifyErrorOf } from "../words/verify-error.ts";

/** Other checks of the run send wrong tokens too. */
const HELD_UP =
  "the target lets a request with a wrong token wait, as a measure against guessing, it seems; --timeout waits longer";

const wrongToken = defineCheck({
  id: "okta.credentials.wrong-token",
  title: "A wrong token is answered with 401 and a SCIM error",
  rule: okta({
    id: "OKTA-credentials-01",
    standing: "documented",
    url: SPEC_TEST,
    requirement: 'Wrong credentials give 401 with an Error body whose status is "401".',
  }),
  advice:
    "Check the token before anything else and answer 401 with a SCIM error body; Okta shows its detail to the admin.",
  run: async (t) => {
    const { path, headers } = connectorTest();
    const { reply } = await t.supposing(
      "okta.connector.list",
      () => t.get(path, { headers }),
      (found) => verify(found).status(200),
    );
    if (reply.exchange.request.headers["authorization"] === undefined) t.skip("the run has no credentials");
    const refused = await t.get(path, { headers, credentials: "wrong" });
    if (isHeldUp(refused.exchange)) t.skip(HELD_UP);
    verifyErrorOf(refused, 401);
  },
  defects: {
    "any-token-opens-the-connector": acceptAnyToken(),
    "connector-needs-no-token": lendRightToken(),
    "wrong-token-is-forbidden": onUnauthorized(() => errorResponse(403, "The token is wrong.")),
    "wrong-token-without-scim-error": onUnauthorized((response) =>
      withJson(response, { status: "401", detail: "The token is wrong." }),
    ),
    "wrong-token-names-another-status": onUnauthorized((response) =>
      withStatus(errorResponse(400, "The token is wrong."), response.status),
    ),
  },
});

function onUnauthorized(change: (response: Response) => Response): Wrap {
  return on({}).response((response) => (response.status === 401 ? change(response) : response));
}

/** Takes every token for the one that was right the last time. */
function acceptAnyToken(): Wrap {
  return (next) => {
    let right: string | null = null;
    return async (request) => {
      const response = await next(request.clone());
      const sent = request.headers.get("authorization");
      if (response.status !== 401) right = sent;
      if (response.status !== 401 || sent === null || right === null) return response;
      return next(await withAuthorization(request, right));
    };
  };
}

/** Takes every request, with a token and without. */
function lendRightToken(): Wrap {
  return (next) => {
    const open = acceptAnyToken()(next);
    return async (request) =>
      open(request.headers.has("authorization") ? request : await withAuthorization(request, "Bearer nobody"));
  };
}

/** What Okta needs of the way in which credentials are refused. */
export const credentialChecks: readonly Check[] = [wrongToken];
