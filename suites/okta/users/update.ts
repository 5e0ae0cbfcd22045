import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { UserBody } from "../../../src/kit/maker.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { tamperRequestBody, tamperResponse, without } from "../../../src/kit/defects/tamper.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyEqual, verifyObject, verifyStatus, verifySuccess, verifyThat } from "../../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { pushProfile, renamed } from "../words/push-profile.ts";
import { answerWith, readThrough, rewriteWrite } from "../words/tampering.ts";
import { activeOf, profileOf, readBack, verifyProfile } from "../words/verify-user.ts";

const REPLACE = { method: "PUT", path: /^\/Users\/[^/]+$/ } as const;

const answer = defineCheck({
  id: "okta.update.answer",
  title: "A PUT is answered with 200 and the user as it now is",
  clause: okta({
    id: "OKTA-update-01",
    standing: "documented",
    url: REFERENCE,
    requirement: "A PUT answers 200 with the updated resource; only a PATCH may be answered with 204.",
  }),
  blocks: ["update"],
  advice: "Answer PUT /Users/{id} with 200 and the resource as it has just been stored.",
  run: async (t) => {
    const user = await t.make.user();
    const reply = verifyStatus(await pushProfile(t, user, { link: false, body: renamed(user.sent, "Renamed") }), 200);
    verifyProfile(reply, { userName: user.sent.userName, givenName: "Renamed" }, "the answer to the PUT");
  },
  defects: [
    {
      name: "profile-push-answers-204",
      breaks: "OKTA-update-01",
      wrap: tamperResponse(REPLACE, (response) => (response.ok ? new Response(null, { status: 204 }) : response)),
    },
    {
      name: "put-answers-old-state",
      breaks: "OKTA-update-01",
      wrap: answerWith(REPLACE, async (request, next) => {
        const before = await readThrough(next, request);
        const response = await next(request);
        return response.ok ? Response.json(before) : response;
      }),
    },
  ],
});

const profile = defineCheck({
  id: "okta.update.profile",
  title: "A profile push by GET and PUT changes the name and nothing else",
  clause: okta({
    id: "OKTA-update-02",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "A profile change comes as GET, then PUT of the whole object: what changed is stored, active stays as it was.",
  }),
  blocks: ["update"],
  advice: "Replace the attributes that the body of a PUT names and derive `active` from nothing else.",
  run: async (t) => {
    const user = await t.make.user();
    const body = renamed(user.sent, "Moved");
    verifySuccess(await pushProfile(t, user, { link: false, body }));
    const read = await readBack(t, user.id, (reply) => profileOf(reply.body).givenName === "Moved");
    verifyProfile(read, profileOf(body), "the user after the profile push");
    verifyEqual(read, "/active", {
      expected: true,
      actual: activeOf(read),
      reason: "a profile push has changed active",
    });
  },
  defects: [
    {
      name: "put-suspends-user",
      breaks: "OKTA-update-02",
      wrap: tamperRequestBody(REPLACE, (body) => ({ ...body, active: false })),
    },
    {
      name: "put-loses-family-name",
      breaks: "OKTA-update-02",
      wrap: tamperRequestBody(REPLACE, (body) => ({ ...body, name: without(Object(body["name"]), "familyName") })),
    },
  ],
});

const email = defineCheck({
  id: "okta.update.email",
  title: "A profile push by GET and PUT changes the e-mail",
  clause: okta({
    id: "OKTA-update-03",
    standing: "documented",
    url: REFERENCE,
    requirement: "Okta replaces emails as a whole: the new address takes the place of the old one.",
  }),
  blocks: ["update"],
  advice: "Put the emails of a PUT in the place of the stored ones instead of adding to them.",
  run: async (t) => {
    const user = await t.make.user();
    const { emails } = t.make.userBody({ label: "moved" });
    if (emails === undefined) t.skip("the profile's template has no e-mail");
    const body: UserBody = { ...user.sent, emails };
    verifySuccess(await pushProfile(t, user, { link: false, body }));
    const { email: expected } = profileOf(body);
    const read = await readBack(t, user.id, (reply) => profileOf(reply.body).email === expected);
    verifyProfile(read, { email: expected }, "the user after the profile push");
    const { email: old } = profileOf(user.sent);
    verifyThat(!addressesOf(read).includes(String(old)), read, {
      reason: "the user still has the old e-mail beside the new one",
      expected: "only the new e-mail",
      actual: shown(addressesOf(read)),
      at: "/emails",
    });
  },
  defects: [
    {
      name: "put-keeps-old-email",
      breaks: "OKTA-update-03",
      wrap: rewriteWrite(REPLACE, (body, current) => ({ ...body, emails: current["emails"] })),
    },
    {
      name: "put-adds-to-emails",
      breaks: "OKTA-update-03",
      wrap: rewriteWrite(REPLACE, (body, current) => ({
        ...body,
        emails: [body["emails"] ?? [], demoted(current["emails"])].flat(),
      })),
    },
  ],
});

/** The addresses of a user, in lower case. */
function addressesOf(reply: Reply): readonly string[] {
  const emails = getIgnoreCase(verifyObject(reply), "emails");
  const entries = isArray(emails) ? emails.filter(isObject) : [];
  return entries.map((entry) => String(getIgnoreCase(entry, "value")).toLowerCase());
}

/** The e-mails with none marked as primary. */
function demoted(emails: Json | undefined): readonly JsonObject[] {
  return isArray(emails) ? emails.filter(isObject).map((entry) => ({ ...entry, primary: false })) : [];
}

/** What Okta needs of a profile push. */
export const updateChecks: readonly Check[] = [answer, profile, email];
