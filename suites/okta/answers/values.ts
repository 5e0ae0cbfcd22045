import { defineTrafficRule, on, readThrough, toReply, verify, without } from "../../../src/kit/index.ts";
import type { DeclaredRule, JsonObject } from "../../../src/kit/index.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { findUser } from "../../../emulator/okta/wire/list-queries.ts";
import { okta, REFERENCE, SPEC_TEST } from "../words/clause.ts";
import { newUser } from "../words/okta-user.ts";
import { pushProfile, renamed } from "../words/push-profile.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { send } from "../words/send.ts";
import { verifyMapped } from "../words/verify-user.ts";
import { activeSent, isWriteOfUser, profileSent, userNamesShown } from "./words/values-sent.ts";
import { resourceAnswered, showsActive } from "./words/oktas-own.ts";

const USERS = "/Users/:id?";

const active: DeclaredRule = defineTrafficRule({
  id: "okta.answers.active",
  title: "The answer to a write of active by Okta shows the value that was sent",
  rule: okta({
    id: "OKTA-answers-03",
    standing: "documented",
    url: SPEC_TEST,
    requirement:
      "A user whom Okta creates or writes is answered with the active that was sent: a new one is active, one who is brought back too.",
  }),
  advice: "Store `active` as it is sent, before the request is answered, and answer with the user as it is then.",
  applies: (x) => activeSent(x) !== undefined && showsActive(x),
  judge: (x) =>
    verify(toReply(x))
      .at("active")
      .is(activeSent(x) ?? null),
  probe: async (t) => {
    const user = await t.make.user();
    await send(t, newUser(t.make.userBody({ label: "new" })));
    await send(t, patchActive(user.id, false));
    await pushProfile(t, user, { link: true, body: user.sent });
  },
  defects: {
    "answer-to-a-create-is-inactive": on("POST /Users").body((user) => ({ ...user, active: false })),
    "answer-to-a-create-has-no-active": on("POST /Users").body((user) => without(user, "active")),
    "answer-to-a-put-is-still-inactive": on("PUT /Users/:id").body((user) => ({ ...user, active: false })),
    "answer-to-a-patch-is-still-active": on("PATCH /Users/:id").body((user) => ({ ...user, active: true })),
  },
});

const profile: DeclaredRule = defineTrafficRule({
  id: "okta.answers.profile",
  title: "The answer to a create or a PUT by Okta shows no other name and no other e-mail than were sent",
  rule: okta({
    id: "OKTA-answers-04",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "A create and a PUT are answered with the resource as it has been stored: with the first name, last name and e-mail that Okta sent.",
  }),
  advice: "Answer a write with the user as it is stored afterwards, not as it was before.",
  applies: (x) => isWriteOfUser(x) && resourceAnswered(x) !== undefined,
  judge: (x) => verifyMapped(verify(toReply(x)), profileSent(x)),
  probe: async (t) => {
    const user = await t.make.user();
    await send(t, newUser(t.make.userBody({ label: "new" })));
    await pushProfile(t, user, { link: false, body: renamed(user.sent, "Renamed") });
  },
  defects: {
    "answer-to-a-put-is-the-user-as-it-was": on("PUT /Users/:id").answer(async (request, next) => {
      const before = await readThrough(next, request);
      const response = await next(request);
      return response.ok ? Response.json(before) : response;
    }),
    "answer-to-a-create-has-one-name": on("POST /Users").body((user) => ({
      ...user,
      name: { givenName: "Barbara Jensen", familyName: "" },
    })),
    "answer-to-a-create-has-another-e-mail": on("POST /Users").body((user) => ({
      ...user,
      emails: [{ value: "pending@invalid.example", primary: true }],
    })),
  },
});

const letterCase: DeclaredRule = defineTrafficRule({
  id: "okta.answers.user-name-case",
  title: "A user is shown to Okta under the userName that was sent, letter case included",
  rule: okta({
    id: "OKTA-answers-05",
    // No provisioning is known to stop for this.
    standing: "inferred",
    url: SPEC_TEST,
    requirement: "Okta's acceptance test wants a userName back as it was sent, from every answer that shows the user.",
  }),
  advice: "Keep userName as it was sent and fold the letter case only where names are compared.",
  applies: (x) => userNamesShown(x).length > 0,
  judge: (x) => {
    for (const { steps, found, sent } of userNamesShown(x)) {
      if (sent.includes(found)) continue;
      verify(toReply(x))
        .at(...steps)
        .is(sent.at(-1));
    }
  },
  probe: async (t) => {
    const { sent, id } = await t.make.user({ label: "MixEd" });
    await send(t, findUser(sent.userName));
    await send(t, readUser(id));
  },
  defects: {
    "list-shows-user-names-in-lower-case": on("GET /Users").resources(lowerName),
    "every-answer-shows-user-names-in-lower-case": on(USERS).resources(lowerName),
  },
});

/** What answers to Okta's requests show of a user. */
export const answerValueRules: readonly DeclaredRule[] = [active, profile, letterCase];

function lowerName(user: JsonObject): JsonObject {
  return { ...user, userName: String(user["userName"]).toLowerCase() };
}
