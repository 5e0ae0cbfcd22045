import {
  defineCheck,
  defineFamily,
  isArray,
  isObject,
  isRefusal,
  isSuccess,
  on,
  readThrough,
  rewriteWrite,
  valueAt,
  valuesOf,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, Json, JsonObject, UserBody } from "../../../src/kit/index.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { pushProfile, renamed } from "../words/push-profile.ts";
import { supposeRead } from "../words/read-user.ts";
import { profileOf, verifyUserName, verifyProfile, verifyUserShows } from "../words/verify-user.ts";

const REPLACE = "PUT /Users/:id";

const answer = defineCheck({
  id: "okta.update.answer",
  title: "A PUT is answered with 200 and the user as it now is",
  rule: okta({
    id: "OKTA-update-01",
    standing: "documented",
    url: REFERENCE,
    requirement: "A PUT answers 200 with the updated resource; only a PATCH may be answered with 204.",
  }),
  advice: "Answer PUT /Users/{id} with 200 and the resource as it has just been stored, under the id of the URL.",
  also: [
    "answer-to-a-put-is-204",
    "answer-to-a-put-is-empty",
    "answer-to-a-put-has-another-id",
    "answer-to-a-put-is-the-user-as-it-was",
    "put-gives-the-user-a-new-id",
    "put-answers-with-the-request",
  ],
  run: async (t) => {
    const user = await t.make.user();
    const body = renamed(user.sent, "Renamed");
    const { reply } = verify(await pushProfile(t, user, { link: false, body })).status(200);
    verifyUserName(reply, user.sent.userName);
    verifyProfile(reply, { givenName: "Renamed" });
    verify(reply).at("id").names(user.id);
  },
  defects: {
    "put-answers-with-the-name-only": on(REPLACE).body(({ id, name, meta }) => ({ id, name, meta })),
    "profile-push-answers-204": on(REPLACE).response((response) =>
      response.ok ? new Response(null, { status: 204 }) : response,
    ),
    "put-answers-old-state": on(REPLACE).answer(async (request, next) => {
      const before = await readThrough(next, request);
      const response = await next(request);
      return response.ok ? Response.json(before) : response;
    }),
  },
});

const profile = defineCheck({
  id: "okta.update.profile",
  title:
    "A profile push by GET and PUT changes the first name and leaves last name, user name, e-mail and active alone",
  rule: okta({
    id: "OKTA-update-02",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "A profile change comes as GET, then PUT of the whole object: what changed is stored, and the rest, active included, stays as it was.",
  }),
  advice: "Replace the attributes that the body of a PUT names and derive `active` from nothing else.",
  also: ["update-is-answered-but-not-stored", "put-of-users-is-not-implemented"],
  run: async (t) => {
    const user = await t.make.user();
    const before = await supposeRead(t, user.id);
    const body = renamed(user.sent, "Moved");
    verify(await pushProfile(t, user, { link: false, body })).succeeds();
    // A target may write a user name in letters of its own: it stays as it was shown.
    const { userName = body.userName } = profileOf(before.body);
    const read = await verifyUserShows(t, user.id, { ...profileOf(body), userName });
    verify(read, { others: [before] })
      .at("active")
      .is(valueAt(before.body, "active"));
  },
  defects: {
    "put-loses-emails": on(REPLACE).sent((body) => without(body, "emails")),
    "put-suspends-user": on(REPLACE).sent((body) => ({ ...body, active: false })),
    "put-loses-family-name": on(REPLACE).sent((body) => ({
      ...body,
      name: without(Object(body["name"]), "familyName"),
    })),
  },
});

const email = defineCheck({
  id: "okta.update.email",
  title: "A profile push by GET and PUT changes the e-mail",
  rule: okta({
    id: "OKTA-update-03",
    standing: "documented",
    url: REFERENCE,
    requirement: "Okta replaces emails as a whole: the new address takes the place of the old one.",
  }),
  advice: "Put the emails of a PUT in the place of the stored ones instead of adding to them.",
  also: ["put-of-users-is-not-implemented"],
  run: async (t) => {
    const user = await t.make.user();
    const { userName, emails } = t.make.userBody({ label: "moved" });
    if (emails === undefined) t.skip("the profile's template has no e-mail");
    let body: UserBody = { ...user.sent, emails };
    const reply = await pushProfile(t, user, { link: false, body });
    const both: UserBody = { ...body, userName };
    const isTied = isRefusal(reply) && isSuccess(await pushProfile(t, user, { link: false, body: both }));
    if (isTied) {
      t.note(reply, "The target wants the userName to be the e-mail: whoever changes one alone in Okta is not updated");
      body = both;
    } else {
      verify(reply).succeeds();
    }
    const read = await verifyUserShows(t, user.id, { email: profileOf(body).email });
    // Both in lower case: a target may show an address in letters of its own.
    const old = String(profileOf(user.sent).email);
    const shownNow = valuesOf(read.body, "emails").map((value) => value.toLowerCase());
    verify(read)
      .at("emails")
      .holds(`e-mails without ${old}`, () => !shownNow.includes(old));
  },
  defects: {
    "put-keeps-old-email": rewriteWrite(REPLACE, (body, current) => ({ ...body, emails: current["emails"] })),
    "put-adds-to-emails": rewriteWrite(REPLACE, (body, current) => ({
      ...body,
      emails: [body["emails"] ?? [], demoted(current["emails"])].flat(),
    })),
  },
});

/** The e-mails with none marked as primary. */
function demoted(emails: Json | undefined): readonly JsonObject[] {
  return isArray(emails) ? emails.filter(isObject).map((entry) => ({ ...entry, primary: false })) : [];
}

/** What Okta needs of a profile push. */
export const updateChecks: readonly Check[] = defineFamily({ features: ["update"] }, [answer, profile, email]);
