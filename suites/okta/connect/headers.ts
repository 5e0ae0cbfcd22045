import { connectorTest } from "../../../emulator/okta/wire/list-queries.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { describeOutcome } from "../../../src/exchange/reply.ts";
import { errorResponse, withBody } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { verifySuccess, verifyThat } from "../../../src/exchange/verify.ts";
import { getIgnoreCase, isObject } from "../../../src/scim/json.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { pushNewUser } from "../words/okta-user.ts";
import { send } from "../words/send.ts";
import { readBack, verifyProfile } from "../words/verify-user.ts";

const accept = defineCheck({
  id: "okta.headers.accept",
  title: "Requests with Okta's headers (Accept: application/scim+json, Accept-Charset: utf-8) are not refused",
  clause: okta({
    id: "OKTA-headers-01",
    standing: "documented",
    url: "https://support.okta.com/help/s/article/scim-provisioning-returning-sync-user-in-external-application-failure",
    requirement: "Okta sends a bare Accept: application/scim+json and Accept-Charset: utf-8 with every request.",
  }),
  blocks: ["create", "update", "deactivate", "import"],
  advice:
    "Let the HTTP stack accept application/scim+json and ignore Accept-Charset; look at proxies and frameworks too.",
  run: async (t) => {
    const reply = await send(t, connectorTest());
    verifyThat(reply.status === 200, reply, {
      reason: `a request with Okta's headers is answered with ${describeOutcome(reply)}`,
      expected: "status 200",
      actual: describeOutcome(reply),
    });
  },
  defects: [
    {
      name: "accept-scim-json-refused",
      breaks: "OKTA-headers-01",
      wrap: (next) => async (request) =>
        request.headers.get("accept") === "application/scim+json"
          ? errorResponse(406, "not acceptable")
          : next(request),
    },
    {
      name: "accept-charset-refused",
      breaks: "OKTA-headers-01",
      wrap: (next) => async (request) =>
        request.headers.has("accept-charset") ? errorResponse(406, "no such charset") : next(request),
    },
  ],
});

const contentType = defineCheck({
  id: "okta.headers.content-type",
  title: "A body of Content-Type application/scim+json; charset=utf-8 is parsed",
  clause: okta({
    id: "OKTA-headers-02",
    standing: "documented",
    url: REFERENCE,
    requirement: "Okta names a charset parameter in the Content-Type of every body that it sends.",
  }),
  blocks: ["create", "update", "deactivate"],
  advice: "Match the media type without its parameters, and register application/scim+json with the JSON body parser.",
  run: async (t) => {
    const body = t.make.userBody();
    const reply = await pushNewUser(t, body);
    if (!isSuccess(reply)) await skipUnlessTakenAsJson(t);
    verifySuccess(reply);
    const id = isObject(reply.body) ? getIgnoreCase(reply.body, "id") : undefined;
    if (typeof id !== "string") return t.skip("the create is answered without an id, so nothing can be read back");
    verifyProfile(await readBack(t, id), { userName: body.userName }, "the user that was created");
  },
  defects: [
    {
      name: "charset-parameter-refused",
      breaks: "OKTA-headers-02",
      wrap: (next) => async (request) =>
        /charset/.test(request.headers.get("content-type") ?? "") ? errorResponse(415, "unsupported") : next(request),
    },
    {
      name: "body-with-charset-not-parsed",
      breaks: "OKTA-headers-02",
      wrap: (next) => async (request) =>
        next(/charset/.test(request.headers.get("content-type") ?? "") ? withBody(request, {}) : request),
    },
  ],
});

/** A target that refuses the user in any format refuses something else than the media type. */
async function skipUnlessTakenAsJson(t: CheckContext): Promise<void> {
  const headers = { "content-type": "application/json" };
  const reply = await t.post("/Users", t.make.userBody({ label: "json" }), { headers });
  if (!isSuccess(reply)) t.skip("the target refuses the user in plain JSON too; see okta.create.answer");
}

/** What Okta needs of the way in which headers are read. */
export const headerChecks: readonly Check[] = [accept, contentType];
