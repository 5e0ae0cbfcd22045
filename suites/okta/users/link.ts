import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { answerInstead, errorResponse, tamperRequestBody, without } from "../../../src/kit/defects/tamper.ts";
import { verifyEqual, verifyObject, verifySuccess } from "../../../src/exchange/verify.ts";
import { getIgnoreCase, isObject } from "../../../src/scim/json.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { pushProfile, renamed } from "../words/push-profile.ts";
import { readCurrent } from "../words/send.ts";
import { ignoreWrite, rewriteWrite } from "../words/tampering.ts";
import { profileOf, readBack, verifyProfile } from "../words/verify-user.ts";
import { ownText } from "../../../src/kit/reading/own-text.ts";

const REPLACE = { method: "PUT", path: /^\/Users\/[^/]+$/ } as const;

const accepted = defineCheck({
  id: "okta.link.accepted",
  title: "An existing user is linked by a PUT of the server's own representation with Okta's values in it",
  clause: okta({
    id: "OKTA-link-01",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "Okta reads the user that its query found and puts the representation back with its own values merged in: id, meta and an empty groups come along.",
  }),
  blocks: ["create", "update"],
  advice: "Ignore readOnly members (id, meta, groups) in the body of a PUT and store the rest.",
  run: async (t) => {
    const user = await t.make.user();
    verifySuccess(await pushProfile(t, user, { link: true, body: renamed(user.sent, "Linked") }));
    const read = await readBack(t, user.id, (reply) => profileOf(reply.body).givenName === "Linked");
    verifyProfile(read, { userName: user.sent.userName, givenName: "Linked" }, "the linked user");
  },
  defects: [
    {
      name: "put-refuses-meta",
      breaks: "OKTA-link-01",
      wrap: answerInstead({ ...REPLACE, body: (body) => isObject(body) && "meta" in body }, () =>
        errorResponse(400, "meta is readOnly", "mutability"),
      ),
    },
    {
      name: "put-refuses-empty-groups",
      breaks: "OKTA-link-01",
      wrap: answerInstead({ ...REPLACE, body: (body) => isObject(body) && "groups" in body }, () =>
        errorResponse(400, "groups is readOnly", "mutability"),
      ),
    },
    { name: "put-has-no-effect", breaks: "OKTA-link-01", wrap: ignoreWrite(REPLACE) },
  ],
});

const externalId = defineCheck({
  id: "okta.link.external-id",
  title: "The externalId that a linking PUT sets is kept",
  clause: okta({
    id: "OKTA-link-02",
    standing: "inferred",
    url: "https://github.com/grokability/snipe-it/pull/12049",
    requirement: "Where externalId is kept at all, the PUT that links a user sets it to the Okta user id.",
  }),
  advice: "Store externalId on PUT as on POST.",
  run: async (t) => {
    const [first, linked] = [`before-${ownText(t)}`, `00uLinked${ownText(t)}`];
    const user = await t.make.user({ overrides: { externalId: first } });
    const before = getIgnoreCase(await readCurrent(t, user.id), "externalId");
    if (before !== first) t.skip("the target does not keep externalId");
    verifySuccess(await pushProfile(t, user, { link: true, body: { ...user.sent, externalId: linked } }));
    const read = await readBack(t, user.id, (reply) => isObject(reply.body) && reply.body["externalId"] !== first);
    verifyEqual(read, "/externalId", {
      expected: linked,
      actual: getIgnoreCase(verifyObject(read), "externalId"),
      reason: "the externalId of the linking PUT is not kept",
    });
  },
  defects: [
    {
      name: "put-drops-external-id",
      breaks: "OKTA-link-02",
      wrap: tamperRequestBody(REPLACE, (body) => without(body, "externalId")),
    },
    {
      name: "put-keeps-first-external-id",
      breaks: "OKTA-link-02",
      wrap: rewriteWrite(REPLACE, (body, current) => ({ ...body, externalId: current["externalId"] })),
    },
  ],
});

/** What Okta needs of the PUT that links an existing user. */
export const linkChecks: readonly Check[] = [accepted, externalId];
