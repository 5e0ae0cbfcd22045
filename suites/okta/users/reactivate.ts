import {
  defineCheck,
  defineFamily,
  errorResponse,
  ignoreWrite,
  isSuccess,
  on,
  readThrough,
  remembering,
  rewriteWrite,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, Json } from "../../../src/kit/index.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { replaceActive } from "../../../emulator/okta/wire/replace-user.ts";
import { activeOfPatch } from "../words/active-of-patch.ts";
import { CRUD_TEST, okta, REFERENCE } from "../words/clause.ts";
import { matchUser, supposeMatch } from "../words/match-user.ts";
import { giveNewIdOnReactivation } from "../words/new-account.ts";
import { oktaIdOf } from "../words/okta-user.ts";
import { readCurrent } from "../words/read-user.ts";
import { send } from "../words/send.ts";
import { deactivate, reactivate, skipWhereGone } from "../words/switch-user.ts";
import { verifyActive } from "../words/verify-user.ts";

const USER = /^\/Users\/[^/]+$/;
const REFUSED = "the target refuses Okta's PATCH of active; see okta.deactivate.patch";
const SWITCH_ON = { method: "PATCH", path: USER, body: (body: Json) => activeOfPatch(body) === true } as const;

const patch = defineCheck({
  id: "okta.reactivate.patch",
  title: "A PATCH without a path that replaces active by true brings a deactivated user back",
  rule: okta({
    id: "OKTA-reactivate-01",
    standing: "documented",
    url: REFERENCE,
    requirement:
      'Apps of Okta\'s catalogue reactivate by PATCH {"op":"replace","value":{"active":true}} without a path.',
  }),
  dialects: ["oin"],
  advice: "Let the same PATCH that deactivates a user also bring the user back.",
  run: async (t) => {
    const user = await t.make.user();
    const { exchange } = await deactivate(t, user);
    const reply = await send(t, patchActive(user.id, true));
    // Who refuses the PATCH that deactivates refuses this one for the same reason.
    if (exchange.request.method === "PUT" && !isSuccess(reply)) t.skip(REFUSED);
    if (!isSuccess(reply)) await skipWhereGone(t, user.id);
    verify(reply).status(200, 204);
    await verifyActive(t, user.id, true);
  },
  defects: {
    "reactivation-ignored": ignoreWrite(SWITCH_ON),
    "reactivation-refused": on(SWITCH_ON).answer(() => errorResponse(400, "active: invalid value", "invalidValue")),
  },
});

const put = defineCheck({
  id: "okta.reactivate.put",
  title: "A PUT with active true brings a deactivated user back",
  rule: okta({
    id: "OKTA-reactivate-02",
    standing: "documented",
    url: REFERENCE,
    requirement: "Apps made in Okta's integration wizard reactivate by GET, then PUT with active true.",
  }),
  breaksIn: ["aiw"],
  advice: "Honour active true in the body of a PUT for a user who is inactive.",
  run: async (t) => {
    const user = await t.make.user();
    await deactivate(t, user);
    const current = await readCurrent(t, user.id, "okta.deactivate.readable");
    const replaced = { id: user.id, current, externalId: oktaIdOf(user.sent) };
    verify(await send(t, replaceActive(replaced, true))).succeeds();
    await verifyActive(t, user.id, true);
  },
  defects: {
    "put-cannot-reactivate": rewriteWrite("PUT /Users/:id", (body, current) => ({
      ...body,
      active: body["active"] === true && current["active"] === true,
    })),
    "put-does-not-find-inactive-users": on("PUT /Users/:id").answer(async (request, next) => {
      const current = await readThrough(next, request);
      return current?.["active"] === false ? errorResponse(404, "no such user") : next(request);
    }),
  },
});

const answer = defineCheck({
  id: "okta.reactivate.answer",
  title: "The answer to a reactivation, or the next reading where it carries no user, says active true",
  rule: okta({
    id: "OKTA-reactivate-03",
    standing: "observed",
    url: "https://github.com/grokability/snipe-it/issues/14481",
    requirement:
      "A reactivated user is reported with active true, in the answer or, where that carries no user, in the next GET; else Okta reports a delay and tries again.",
  }),
  dialects: ["oin"],
  advice: "Answer a PATCH with the user as it is after the change, or with 204 and no body.",
  run: async (t) => {
    const user = await t.make.user();
    await deactivate(t, user);
    const reply = await send(t, patchActive(user.id, true));
    if (!isSuccess(reply)) t.skip("the target refuses Okta's PATCH of active; see okta.reactivate.patch");
    const active = verify(reply).at("active");
    // A body that is not the user says nothing about active.
    const showsUser = verify(reply).at("userName").value !== undefined || active.value !== undefined;
    if (showsUser) active.is(true);
    else await verifyActive(t, user.id, true);
  },
  defects: {
    "reactivation-answers-204-and-does-nothing": on(SWITCH_ON).answer(() => new Response(null, { status: 204 })),
    "reactivation-answers-old-active-alone": on(SWITCH_ON).body(({ id }) => ({ id, active: false })),
    "reactivation-answers-old-state": on(SWITCH_ON).body((user) => ({ ...user, active: false })),
  },
});

const sameId = defineCheck({
  id: "okta.reactivate.same-id",
  title: "A reactivated user keeps the id",
  rule: okta({
    id: "OKTA-reactivate-04",
    standing: "documented",
    url: CRUD_TEST,
    requirement: "After unassigning and assigning again the user has the same id as before.",
  }),
  features: ["update"],
  advice: "Switch the existing account on again; Okta keeps the first id and uses it for every later request.",
  run: async (t) => {
    const { user, reply: before } = await supposeMatch(t);
    await deactivate(t, user);
    await reactivate(t, user);
    verify(await matchUser(t, user.sent.userName), { others: [before] }).listsOnly(user);
  },
  defects: { "new-id-on-reactivation": giveNewIdOnReactivation() },
});

const again = defineCheck({
  id: "okta.reactivate.again",
  title: "A user can be switched off and on again and again, and takes a profile push afterwards",
  rule: okta({
    id: "OKTA-reactivate-05",
    standing: "observed",
    url: "https://github.com/fleetdm/fleet/issues/53446",
    seen: "2026-11-30",
    requirement: "Whoever is assigned again after an earlier removal is reactivated, and gets the profile by PUT.",
  }),
  features: ["update"],
  advice: "Take active true, and the profile that follows, however often the user was deactivated before.",
  run: async (t) => {
    const user = await t.make.user();
    await deactivate(t, user);
    await skipWhereGone(t, user.id);
    const first = await reactivate(t, user);
    if (first.exchange.request.method === "PATCH") {
      await deactivate(t, user);
      const second = await send(t, patchActive(user.id, true));
      verify(second, { others: [first], although: "the user was reactivated in this way before" }).succeeds();
      await verifyActive(t, user.id, true);
    }
    const current = await readCurrent(t, user.id);
    const put = await t.put(user.path, current);
    verify(put, { although: "the user was reactivated, and its body is what GET gives" }).succeeds();
  },
  defects: {
    "second-reactivation-refused": remembering(() => {
      const seen = new Map<string, number>();
      return on(SWITCH_ON).answer((request, next) => {
        seen.set(request.url, (seen.get(request.url) ?? 0) + 1);
        return (seen.get(request.url) ?? 0) > 1
          ? errorResponse(400, "Invalid parameter provided in request: value")
          : next(request);
      });
    }),
    "profile-of-a-reactivated-user-refused": remembering(() => {
      const seen = new Set<string>();
      const note = on(SWITCH_ON).answer((request, next) => {
        seen.add(request.url);
        return next(request);
      });
      const refuse = on("PUT /Users/:id").answer((request, next) =>
        seen.has(request.url) ? errorResponse(400, "Invalid parameter provided in request: value") : next(request),
      );
      return (next) => refuse(note(next));
    }),
  },
});

/** What Okta needs when a user is assigned again. */
export const reactivateChecks: readonly Check[] = defineFamily({ features: ["deactivate"] }, [
  patch,
  put,
  answer,
  sameId,
  again,
]);
