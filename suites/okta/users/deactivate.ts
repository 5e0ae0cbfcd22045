import {
  defineCheck,
  defineFamily,
  errorResponse,
  ignoreWrite,
  isObject,
  isSuccess,
  on,
  readJson,
  readThrough,
  rewriteWrite,
  verify,
  withBody,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, Reply } from "../../../src/kit/index.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { replaceActive } from "../../../emulator/okta/wire/replace-user.ts";
import { activeOfPatch } from "../words/active-of-patch.ts";
import { CRUD_TEST, okta, REFERENCE } from "../words/clause.ts";
import { oktaIdOf } from "../words/okta-user.ts";
import { readCurrent, supposeRead } from "../words/read-user.ts";
import { send } from "../words/send.ts";
import { setActive, skipUnlessActive, skipWhereGone } from "../words/switch-user.ts";
import { profileOf, verifyActive, verifyMapped } from "../words/verify-user.ts";

const USER = /^\/Users\/[^/]+$/;
/** Okta's PATCH of `active`: one replace without a path. */
const PATHLESS = { method: "PATCH", path: USER, body: (body: Json) => activeOfPatch(body) !== undefined } as const;

const REFUSED = "the target refuses Okta's PATCH of active; see okta.deactivate.patch";

const patch = defineCheck({
  id: "okta.deactivate.patch",
  title: "A PATCH without a path that replaces active by false deactivates the user",
  rule: okta({
    id: "OKTA-deactivate-01",
    standing: "documented",
    url: REFERENCE,
    requirement:
      'Apps of Okta\'s catalogue deactivate by PATCH {"op":"replace","value":{"active":false}} without a path; 200 or 204 is the answer.',
  }),
  dialects: ["oin"],
  advice: "Take an operation without a path as one on the resource itself: each member of `value` is an attribute.",
  run: async (t) => {
    const user = await t.make.user();
    await skipUnlessActive(t, user);
    verify(await send(t, patchActive(user.id, false))).status(200, 204);
    await skipWhereGone(t, user.id);
    await verifyActive(t, user.id, false);
  },
  defects: {
    "pathless-active-ignored": ignoreWrite(PATHLESS),
    "pathless-patch-refused": on(PATHLESS).answer(() => errorResponse(400, "path is required", "noTarget")),
  },
});

const patchOnlyActive = defineCheck({
  id: "okta.deactivate.patch-only-active",
  title: "Okta's PATCH of active leaves name and e-mail alone",
  rule: okta({
    id: "OKTA-deactivate-02",
    standing: "observed",
    url: "https://github.com/ssoready/ssoready/pull/206",
    requirement: "A replace without a path changes the attributes in its value and no others.",
  }),
  features: ["update"],
  dialects: ["oin"],
  advice: "Merge the value of an operation without a path into the resource; do not put it in the resource's place.",
  run: async (t) => {
    const user = await t.make.user();
    const before = await supposeRead(t, user.id);
    const { userName: _, ...profile } = profileOf(before.body);
    if (Object.values(profile).every((value) => value === undefined))
      t.skip("the target shows neither name nor e-mail");
    if (!isSuccess(await send(t, patchActive(user.id, false)))) t.skip(REFUSED);
    const read = (): Promise<Reply> => send(t, readUser(user.id));
    const after = await t.supposing("okta.deactivate.patch", read, (reply) => {
      verify(reply).status(200).at("active").is(false);
      return reply;
    });
    verifyMapped(verify(after, { others: [before] }), profileOf(before.body));
  },
  defects: {
    "pathless-patch-replaces-user": on(PATHLESS).answer(async (request, next) => {
      const current = await readThrough(next, request);
      const { schemas, userName } = current ?? {};
      const put = new Request(request.url, { method: "PUT", headers: request.headers });
      return next(withBody(put, { schemas, userName, active: activeOfPatch(await readJson(request)) }));
    }),
  },
});

const put = defineCheck({
  id: "okta.deactivate.put",
  title: "A PUT of the server's own representation with active false deactivates the user",
  rule: okta({
    id: "OKTA-deactivate-03",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "Apps made in Okta's integration wizard deactivate by GET, then PUT of that representation with active false.",
  }),
  breaksIn: ["aiw"],
  advice: "Honour `active` in the body of a PUT, also when nothing else differs from what is stored.",
  also: ["put-of-users-is-not-implemented"],
  run: async (t) => {
    const user = await t.make.user();
    await skipUnlessActive(t, user);
    const current = await readCurrent(t, user.id);
    const replaced = { id: user.id, current, externalId: oktaIdOf(user.sent) };
    verify(await send(t, replaceActive(replaced, false))).succeeds();
    await skipWhereGone(t, user.id);
    await verifyActive(t, user.id, false);
  },
  defects: {
    "put-ignores-active": rewriteWrite("PUT /Users/:id", (body, current) => ({ ...body, active: current["active"] })),
    "put-of-same-profile-skipped": on("PUT /Users/:id").answer(async (request, next) => {
      const [body, current] = [await readJson(request), await readThrough(next, request)];
      const isSame = JSON.stringify(profileOf(body)) === JSON.stringify(profileOf(current));
      return isSame ? Response.json(current) : next(request);
    }),
  },
});

const readable = defineCheck({
  id: "okta.deactivate.readable",
  title: "A deactivated user can still be read, with active false",
  rule: okta({
    id: "OKTA-deactivate-04",
    standing: "documented",
    url: CRUD_TEST,
    requirement: "After deactivation GET of the user answers 200, with active false.",
  }),
  advice:
    "Keep deactivated users and return them with active false; Okta never deletes users, and comes back to them by id.",
  run: async (t) => {
    const user = await t.make.user();
    await skipUnlessActive(t, user);
    await setActive(t, user, false);
    await verifyActive(t, user.id, false);
  },
  defects: {
    "inactive-user-is-read-as-active": on("GET /Users/:id").resources((user) => ({ ...user, active: true })),
    "deactivated-user-is-gone": on("GET /Users/:id").response(async (response) => {
      const body: unknown = await response.clone().json();
      return isObject(body) && body["active"] === false ? errorResponse(404, "no such user") : response;
    }),
  },
});

const repeated = defineCheck({
  id: "okta.deactivate.repeated",
  title: "A PATCH of active that changes nothing is accepted, and changes nothing",
  rule: okta({
    id: "OKTA-deactivate-05",
    standing: "observed",
    url: "https://github.com/better-auth/better-auth/issues/8549",
    requirement: "Setting active to the value that it has answers 200 or 204, as Okta may send it twice.",
  }),
  dialects: ["oin"],
  advice: "Answer a PATCH that changes nothing like any other; it is no error.",
  run: async (t) => {
    const [user, other] = await Promise.all([t.make.user(), t.make.user()]);
    const read = (): Promise<Reply> => send(t, readUser(user.id));
    const judge = (shown: Reply): void => verify(shown).status(200).at("active").is(true);
    await skipUnlessActive(t, user);
    const reply = await send(t, patchActive(user.id, true));
    if (!isSuccess(reply)) await skipUnlessSwitched(t, other.id);
    verify(reply).status(200, 204);
    await t.stays(read, judge);
  },
  defects: {
    "repeated-active-refused": on(PATHLESS).answer(async (request, next) => {
      const current = await readThrough(next, request);
      const isSame = current?.["active"] === activeOfPatch(await readJson(request));
      return isSame ? errorResponse(400, "no valid fields to update") : next(request);
    }),
    "patch-of-active-toggles": on(PATHLESS).answer(async (request, next) => {
      const current = await readThrough(next, request);
      const put = new Request(request.url, { method: "PUT", headers: request.headers });
      return next(withBody(put, { ...current, active: current?.["active"] !== true }));
    }),
  },
});

/** Skips where a PATCH that does change something is refused as well: then it is not that nothing changes. */
async function skipUnlessSwitched(t: CheckContext, id: string): Promise<void> {
  if (!isSuccess(await send(t, patchActive(id, false)))) t.skip(REFUSED);
  if (!isSuccess(await send(t, patchActive(id, true)))) t.skip("nobody is brought back; see okta.reactivate.patch");
}

/** What Okta needs when a user is unassigned. */
export const deactivateChecks: readonly Check[] = defineFamily({ features: ["deactivate"] }, [
  patch,
  patchOnlyActive,
  put,
  readable,
  repeated,
]);
