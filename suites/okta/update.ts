import { linkUser, updateUser } from "../../emulator/okta/wire/replace-user.ts";
import { defineCheck } from "../../src/engine/check.ts";
import type { Check } from "../../src/engine/check.ts";
import type { CheckContext, Made, UserBody } from "../../src/engine/check-context.ts";
import type { Reply } from "../../src/engine/reply.ts";
import { answerInstead, errorResponse, tamperRequestBody, tamperResponse, without } from "../../src/engine/tamper.ts";
import { verifyEqual, verifyObject, verifyStatus, verifySuccess } from "../../src/engine/verify.ts";
import { getIgnoreCase, isObject } from "../../src/scim/json.ts";
import { okta, REFERENCE } from "./clause.ts";
import { oktaIdOf, toOktaValues } from "./okta-user.ts";
import { readCurrent, send } from "./send.ts";
import { answerWith, ignoreWrite, readThrough, rewriteWrite } from "./tampering.ts";
import { activeOf, profileOf, readBack, verifyProfile } from "./verify-user.ts";

const REPLACE = { method: "PUT", path: /^\/Users\/[^/]+$/ } as const;

const link = defineCheck({
  id: "okta.update.link",
  title: "An existing user is linked by a PUT of the server's own representation with Okta's values in it",
  clause: okta({
    id: "OKTA-update-01",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "Okta reads the user that its query found and puts the representation back with its own values merged in: id, meta and an empty groups come along.",
  }),
  blocks: ["create", "update"],
  advice: "Ignore readOnly members (id, meta, groups) in the body of a PUT and store the rest.",
  run: async (t) => {
    const user = await t.make.user();
    verifySuccess(await push(t, user, { link: true, body: renamed(user.sent, "Linked") }));
    const read = await readBack(t, user.id, (reply) => profileOf(reply.body).givenName === "Linked");
    verifyProfile(read, { userName: user.sent.userName, givenName: "Linked" }, "the linked user");
  },
  defects: [
    {
      name: "put-refuses-meta",
      breaks: "OKTA-update-01",
      wrap: answerInstead({ ...REPLACE, body: (body) => isObject(body) && "meta" in body }, () =>
        errorResponse(400, "meta is readOnly", "mutability"),
      ),
    },
    {
      name: "put-refuses-empty-groups",
      breaks: "OKTA-update-01",
      wrap: answerInstead({ ...REPLACE, body: (body) => isObject(body) && "groups" in body }, () =>
        errorResponse(400, "groups is readOnly", "mutability"),
      ),
    },
    { name: "put-has-no-effect", breaks: "OKTA-update-01", wrap: ignoreWrite(REPLACE) },
  ],
});

const answer = defineCheck({
  id: "okta.update.answer",
  title: "A PUT is answered with 200 and the user as it now is",
  clause: okta({
    id: "OKTA-update-02",
    standing: "documented",
    url: REFERENCE,
    requirement: "A PUT answers 200 with the updated resource; only a PATCH may be answered with 204.",
  }),
  blocks: ["update"],
  advice: "Answer PUT /Users/{id} with 200 and the resource as it has just been stored.",
  run: async (t) => {
    const user = await t.make.user();
    const reply = verifyStatus(await push(t, user, { link: false, body: renamed(user.sent, "Renamed") }), 200);
    verifyProfile(reply, { userName: user.sent.userName, givenName: "Renamed" }, "the answer to the PUT");
  },
  defects: [
    {
      name: "put-answers-204",
      breaks: "OKTA-update-02",
      wrap: tamperResponse(REPLACE, (response) => (response.ok ? new Response(null, { status: 204 }) : response)),
    },
    {
      name: "put-answers-old-state",
      breaks: "OKTA-update-02",
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
  title: "A profile push by GET and PUT changes name and e-mail, and nothing else",
  clause: okta({
    id: "OKTA-update-03",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "A profile change comes as GET, then PUT of the whole object: what changed is stored, active stays as it was.",
  }),
  blocks: ["update"],
  advice:
    "Replace the attributes of the body on PUT; neither derive `active` from something else nor keep an old e-mail.",
  run: async (t) => {
    const user = await t.make.user();
    const target = t.make.userBody({ label: "moved" });
    const body: UserBody = { ...renamed(user.sent, "Moved"), emails: target["emails"] };
    verifySuccess(await push(t, user, { link: false, body }));
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
      name: "put-keeps-old-email",
      breaks: "OKTA-update-03",
      wrap: rewriteWrite(REPLACE, (body, current) => ({ ...body, emails: current["emails"] })),
    },
    {
      name: "put-suspends-user",
      breaks: "OKTA-update-03",
      wrap: tamperRequestBody(REPLACE, (body) => ({ ...body, active: false })),
    },
    {
      name: "put-loses-family-name",
      breaks: "OKTA-update-03",
      wrap: tamperRequestBody(REPLACE, (body) => ({ ...body, name: without(Object(body["name"]), "familyName") })),
    },
  ],
});

const externalId = defineCheck({
  id: "okta.update.external-id",
  title: "The externalId that a linking PUT sets is kept",
  clause: okta({
    id: "OKTA-update-04",
    standing: "inferred",
    url: "https://github.com/grokability/snipe-it/pull/12049",
    requirement: "Where externalId is kept at all, the PUT that links a user sets it to the Okta user id.",
  }),
  advice: "Store externalId on PUT as on POST.",
  run: async (t) => {
    const user = await t.make.user({ overrides: { externalId: "before" } });
    const before = getIgnoreCase(await readCurrent(t, user.id), "externalId");
    if (before !== "before") t.skip("the target does not keep externalId");
    verifySuccess(await push(t, user, { link: true, body: { ...user.sent, externalId: "00uLinkedByOkta000001" } }));
    const read = await readBack(t, user.id, (reply) => isObject(reply.body) && reply.body["externalId"] !== "before");
    verifyEqual(read, "/externalId", {
      expected: "00uLinkedByOkta000001",
      actual: getIgnoreCase(verifyObject(read), "externalId"),
      reason: "the externalId of the linking PUT is not kept",
    });
  },
  defects: [
    {
      name: "put-drops-external-id",
      breaks: "OKTA-update-04",
      wrap: tamperRequestBody(REPLACE, (body) => without(body, "externalId")),
    },
    {
      name: "put-keeps-first-external-id",
      breaks: "OKTA-update-04",
      wrap: rewriteWrite(REPLACE, (body, current) => ({ ...body, externalId: current["externalId"] })),
    },
  ],
});

/** What is pushed, and whether as a link or as a profile change. */
interface Push {
  readonly link: boolean;
  readonly body: UserBody;
}

/** GET, then PUT of what came with the values of `body` merged in. */
async function push(t: CheckContext, user: Made<UserBody>, { link: isLink, body }: Push): Promise<Reply> {
  const current = await readCurrent(t, user.id);
  const replaced = { id: user.id, current, externalId: oktaIdOf(body) };
  return send(t, (isLink ? linkUser : updateUser)(replaced, toOktaValues(body)));
}

function renamed(body: UserBody, givenName: string): UserBody {
  const name = isObject(body["name"]) ? body["name"] : {};
  return { ...body, name: { ...name, givenName } };
}

/** What Okta needs of a PUT. */
export const updateChecks: readonly Check[] = [link, answer, profile, externalId];
