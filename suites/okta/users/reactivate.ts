import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { replaceActive } from "../../../emulator/okta/wire/replace-user.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { tamperResponseBody } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { verifyEqual, verifyStatus, verifySuccess } from "../../../src/exchange/verify.ts";
import { getIgnoreCase, isObject } from "../../../src/scim/json.ts";
import type { Json } from "../../../src/scim/json.ts";
import { activeOfPatch } from "../words/active-of-patch.ts";
import { CRUD_TEST, okta, REFERENCE } from "../words/clause.ts";
import { matchUser, verifyMatch } from "../words/match-user.ts";
import { giveNewIdOnReactivation } from "../words/new-account.ts";
import { oktaIdOf } from "../words/okta-user.ts";
import { readCurrent, send } from "../words/send.ts";
import { deactivate, reactivate } from "../words/switch-user.ts";
import { ignoreWrite, rewriteWrite } from "../words/tampering.ts";
import { activeOf, verifyActive } from "../words/verify-user.ts";

const USER = /^\/Users\/[^/]+$/;
const SWITCH_ON = { method: "PATCH", path: USER, body: (body: Json) => activeOfPatch(body) === true } as const;

const patch = defineCheck({
  id: "okta.reactivate.patch",
  title: "A PATCH without a path that replaces active by true brings a deactivated user back",
  clause: okta({
    id: "OKTA-reactivate-01",
    standing: "documented",
    url: REFERENCE,
    requirement:
      'Apps of Okta\'s catalogue reactivate by PATCH {"op":"replace","value":{"active":true}} without a path.',
  }),
  blocks: ["deactivate"],
  advice: "Let the same PATCH that deactivates a user also bring the user back.",
  run: async (t) => {
    const user = await t.make.user();
    await deactivate(t, user);
    verifyStatus(await send(t, patchActive(user.id, true)), 200, 204);
    await verifyActive(t, user.id, { active: true, after: "a PATCH that sets active to true" });
  },
  defects: [{ name: "reactivation-ignored", breaks: "OKTA-reactivate-01", wrap: ignoreWrite(SWITCH_ON) }],
});

const put = defineCheck({
  id: "okta.reactivate.put",
  title: "A PUT with active true brings a deactivated user back",
  clause: okta({
    id: "OKTA-reactivate-02",
    standing: "documented",
    url: REFERENCE,
    requirement: "Apps made in Okta's integration wizard reactivate by GET, then PUT with active true.",
  }),
  blocks: ["deactivate"],
  advice: "Honour active true in the body of a PUT for a user who is inactive.",
  run: async (t) => {
    const user = await t.make.user();
    await deactivate(t, user);
    const current = await readCurrent(t, user.id);
    verifySuccess(await send(t, replaceActive({ id: user.id, current, externalId: oktaIdOf(user.sent) }, true)));
    await verifyActive(t, user.id, { active: true, after: "a PUT with active true" });
  },
  defects: [
    {
      name: "put-cannot-reactivate",
      breaks: "OKTA-reactivate-02",
      wrap: rewriteWrite({ method: "PUT", path: USER }, (body, current) => ({
        ...body,
        active: body["active"] === true && current["active"] === true,
      })),
    },
  ],
});

const answer = defineCheck({
  id: "okta.reactivate.answer",
  title: "The answer to a reactivation says active true",
  clause: okta({
    id: "OKTA-reactivate-03",
    standing: "observed",
    url: "https://github.com/grokability/snipe-it/issues/14481",
    requirement:
      "When a reactivation is answered with the user, active is true in it; else Okta reports a delay and tries again.",
  }),
  blocks: ["deactivate"],
  advice: "Answer a PATCH with the user as it is after the change, or with 204 and no body.",
  run: async (t) => {
    const user = await t.make.user();
    await deactivate(t, user);
    const reply = await send(t, patchActive(user.id, true));
    if (!isSuccess(reply)) t.skip("the target refuses Okta's PATCH of active; see okta.reactivate.patch");
    if (!isObject(reply.body) || getIgnoreCase(reply.body, "userName") === undefined) return;
    verifyEqual(reply, "/active", {
      expected: true,
      actual: activeOf(reply),
      reason: "the answer to the reactivation does not say active true",
    });
  },
  defects: [
    {
      name: "reactivation-answers-old-state",
      breaks: "OKTA-reactivate-03",
      wrap: tamperResponseBody(SWITCH_ON, (user) => ({ ...user, active: false })),
    },
  ],
});

const sameId = defineCheck({
  id: "okta.reactivate.same-id",
  title: "A reactivated user keeps the id",
  clause: okta({
    id: "OKTA-reactivate-04",
    standing: "documented",
    url: CRUD_TEST,
    requirement: "After unassigning and assigning again the user has the same id as before.",
  }),
  blocks: ["deactivate", "update"],
  advice: "Switch the existing account on again; Okta keeps the first id and uses it for every later request.",
  run: async (t) => {
    const user = await t.make.user();
    await deactivate(t, user);
    await reactivate(t, user);
    verifyMatch(await matchUser(t, user.sent.userName), user.id);
  },
  defects: [{ name: "new-id-on-reactivation", breaks: "OKTA-reactivate-04", wrap: giveNewIdOnReactivation() }],
});

/** What Okta needs when a user is assigned again. */
export const reactivateChecks: readonly Check[] = [patch, put, answer, sameId];
