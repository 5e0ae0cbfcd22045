import {
  defineCheck,
  errorResponse,
  isSuccess,
  on,
  verify,
  withJson,
  without,
  withStatus,
} from "../../../src/kit/index.ts";
import type { Check, Wrap } from "../../../src/kit/index.ts";
import { okta, SPEC_TEST } from "../words/clause.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { send } from "../words/send.ts";
import { verifyErrorOf } from "../words/verify-error.ts";

const PATCH = "PATCH /Users/:id";

const unknownUser = defineCheck({
  id: "okta.errors.unknown-user",
  title: "GET of an unknown user answers 404 with a SCIM error",
  rule: okta({
    id: "OKTA-errors-01",
    standing: "documented",
    url: SPEC_TEST,
    requirement: 'An id that nobody has gives 404 with an Error body whose status is "404".',
  }),
  advice:
    "Answer GET of an unknown id with 404 and a SCIM error body; a route that is not found must not answer in HTML.",
  run: async (t) => {
    verifyErrorOf(await send(t, readUser(await t.make.unknownUserId())), 404);
  },
  defects: {
    "unknown-user-as-html": onStatus(404, () => html(404)),
    "unknown-user-without-scim-error": onStatus(404, (response) =>
      withJson(response, { status: "404", detail: "nobody has that id" }),
    ),
    "unknown-user-names-another-status": onStatus(404, () => withStatus(errorResponse(400, "no such user"), 404)),
    "unknown-user-as-null": onStatus(404, (response) =>
      withJson(new Response(null, { status: 200, headers: response.headers }), null),
    ),
  },
});

const unknownPatch = defineCheck({
  id: "okta.errors.unknown-patch",
  title: "Okta's PATCH of active for a user who is gone is refused in JSON",
  rule: okta({
    id: "OKTA-errors-03",
    standing: "observed",
    url: "https://github.com/Captain-P-Goldfish/SCIM-SDK/issues/666",
    requirement:
      "Okta sends a deactivation without looking the user up first: for an id that nobody has it is refused, with a 4xx and a JSON body.",
  }),
  dialects: ["oin"],
  advice: "Look the user up before a PATCH is carried out, and answer 404 with a SCIM error when there is none.",
  also: ["patch-of-unknown-user-crashes", "patch-of-unknown-user-succeeds"],
  run: async (t) => {
    const { id } = await t.make.user();
    // Who refuses this PATCH for everybody does not refuse it because there is nobody.
    const plain = await send(t, patchActive(id, false));
    if (!isSuccess(plain)) t.skip("the target refuses Okta's PATCH of active; see okta.deactivate.patch");
    const reply = await send(t, patchActive(await t.make.unknownUserId(), false));
    verify(reply).refuses("nobody has that id").object();
  },
  defects: {
    "patch-of-nobody-as-html": on(PATCH).response((response) => (response.status === 404 ? html(404) : response)),
  },
});

const refusedCreate = defineCheck({
  id: "okta.errors.refused-create",
  title: "A create that is refused says why in JSON",
  rule: okta({
    id: "OKTA-errors-02",
    standing: "documented",
    url: "https://help.okta.com/en/prod/Content/Topics/Provisioning/LCM-Prov/troubleshooting.htm",
    requirement:
      "Okta shows `Errors reported by remote server:` and what the error body says; a body that is no JSON gives a parser's message.",
  }),
  advice: "Answer what the body of a request gets wrong with a 4xx and a SCIM error whose detail names the attribute.",
  run: async (t) => {
    const reply = await t.post("/Users", without(t.make.userBody(), "userName"));
    if (isSuccess(reply)) t.skip("the target accepts a user without a userName");
    verify(reply).object();
  },
  defects: {
    "refused-create-as-html": onStatus(400, () => html(400)),
    "refused-create-as-text": onStatus(400, () => new Response("userName is required", { status: 400 })),
  },
});

function onStatus(status: number, change: (response: Response) => Response): Wrap {
  return on("/Users/:id?").response((response) => (response.status === status ? change(response) : response));
}

function html(status: number): Response {
  return new Response("<html><body>Error</body></html>", { status, headers: { "content-type": "text/html" } });
}

/** What Okta needs of an error so that the admin can read it. */
export const oktaErrorChecks: readonly Check[] = [unknownUser, unknownPatch, refusedCreate];
