import { connectorTest } from "../../../emulator/okta/wire/list-queries.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { errorResponse, tamperResponse } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyErrorBody, verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { okta, SPEC_TEST } from "../words/clause.ts";
import { verifyDetail } from "../words/verify-user.ts";

const wrongToken = defineCheck({
  id: "okta.credentials.wrong-token",
  title: "A wrong token is answered with 401, a SCIM error and a detail",
  clause: okta({
    id: "OKTA-credentials-01",
    standing: "documented",
    url: SPEC_TEST,
    requirement: 'Wrong credentials give 401 with an Error body whose status is "401" and whose detail is not empty.',
  }),
  advice:
    "Check the token before anything else and answer 401 with a SCIM error body; Okta shows its detail to the admin.",
  run: async (t) => {
    const { path, headers } = connectorTest();
    verifyStatus(await t.get(path, { headers }), 200);
    if (isSuccess(await t.get(path, { headers, credentials: "none" }))) t.skip("the target asks for no credentials");
    const reply = verifyStatus(await t.get(path, { headers, credentials: "wrong" }), 401);
    const status = verifyErrorBody(reply)["status"];
    verifyThat(String(status) === "401", reply, {
      reason: "the error body names another status than the answer has",
      expected: 'status "401"',
      actual: shown(status),
      at: "/status",
    });
    verifyDetail(reply);
  },
  defects: [
    { name: "any-token-opens-the-connector", breaks: "OKTA-credentials-01", wrap: acceptAnyToken() },
    {
      name: "wrong-token-without-detail",
      breaks: "OKTA-credentials-01",
      wrap: tamperResponse({}, (response) => (response.status === 401 ? errorResponse(401, "") : response)),
    },
  ],
});

/** Takes every token for the one that was right the last time. */
function acceptAnyToken(): Wrap {
  return (next) => {
    let right: string | null = null;
    return async (request) => {
      const response = await next(request.clone());
      const sent = request.headers.get("authorization");
      if (response.status !== 401) right = sent;
      if (response.status !== 401 || sent === null || right === null) return response;
      const headers = new Headers(request.headers);
      headers.set("authorization", right);
      return next(new Request(request, { headers }));
    };
  };
}

/** What Okta needs of the way in which credentials are refused. */
export const credentialChecks: readonly Check[] = [wrongToken];
