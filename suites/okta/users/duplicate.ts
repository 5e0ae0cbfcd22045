import {
  defineCheck,
  describeRequest,
  filterOf,
  isArray,
  isObject,
  isSuccess,
  isUnassigned,
  on,
  quoted,
  readJson,
  readThrough,
  valuesOf,
  verify,
  withBody,
  withJson,
  withStatus,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, FetchHandler, Filter, JsonObject, UserBody, Wrap } from "../../../src/kit/index.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { isAlone, matchUser } from "../words/match-user.ts";
import { objectAt, pushNewUser, skipUnlessTaken } from "../words/okta-user.ts";
import { supposeRead } from "../words/read-user.ts";
import { send } from "../words/send.ts";
import { profileOf, verifyMapped } from "../words/verify-user.ts";

const CREATE = "POST /Users";

const status = defineCheck({
  id: "okta.duplicate.status",
  title: "A create of a userName that exists is answered with 409",
  rule: okta({
    id: "OKTA-duplicate-01",
    standing: "documented",
    url: REFERENCE,
    requirement: "When the user exists already, POST /Users answers 409, which stops the job.",
  }),
  features: ["create"],
  advice: "Look userName up, whatever its letter case, before a create and answer 409 with scimType uniqueness.",
  run: async (t) => {
    const { sent } = await t.make.user();
    const reply = await pushNewUser(t, sent);
    // Who refuses every create of Okta's does not refuse the duplicate.
    if (!isSuccess(reply) && reply.status !== 409) await skipUnlessTaken(t);
    verify(reply).status(409);
  },
  defects: {
    "duplicate-create-answers-existing-user": onConflict(answerExisting),
    "duplicate-create-answers-400": on(CREATE).response((response) =>
      response.status === 409 ? withStatus(response, 400) : response,
    ),
  },
});

const detail = defineCheck({
  id: "okta.duplicate.detail",
  title: "The 409 for a userName that exists is a SCIM error",
  rule: okta({
    id: "OKTA-duplicate-02",
    standing: "documented",
    url: REFERENCE,
    requirement: "The body of a 409 is an Error, so that Okta can show its detail to the admin word for word.",
  }),
  advice:
    "Answer with a SCIM error body and say in its `detail` which userName exists already: the admin reads it in Okta.",
  run: async (t) => {
    const { sent } = await t.make.user();
    const reply = await pushNewUser(t, sent);
    if (reply.status !== 409) t.skip("the target does not answer the create with 409; see okta.duplicate.status");
    verify(reply).error();
    await verifyTakenEmail(t, sent);
  },
  defects: {
    "conflict-without-scim-error": onConflict(async ({ response }) =>
      withJson(response, { status: "409", detail: "The user exists." }),
    ),
    "taken-e-mail-is-refused-without-scim-error": refuseTakenEmail,
    "conflict-as-html": onConflict(
      async () => new Response("<h1>Conflict</h1>", { status: 409, headers: { "content-type": "text/html" } }),
    ),
  },
});

const unchanged = defineCheck({
  id: "okta.duplicate.unchanged",
  title: "A second create of the same userName leaves the existing user as it was, and nobody else under the name",
  rule: okta({
    id: "OKTA-duplicate-03",
    standing: "observed",
    url: "https://github.com/PostHog/posthog/pull/42253",
    requirement:
      "A second create of the same userName changes nothing in the user who exists, and the match query finds nobody else.",
  }),
  features: ["create"],
  advice: "Refuse the second create before anything is written: a create is no update.",
  also: ["duplicate-is-refused-and-stored"],
  run: async (t) => {
    const user = await t.make.user();
    if (profileOf(user.sent).familyName === undefined) t.skip("the profile's template has no last name");
    const name = { ...objectAt(user.sent, "name"), familyName: "Overwritten" };
    const before = await supposeRead(t, user.id);
    const profile = profileOf(before.body);
    if (profile.familyName === undefined) t.skip("the target shows no last name; see okta.create.profile");
    const isFound = isAlone(await matchUser(t, user.sent.userName), user.id);
    // Whatever the answer is: okta.duplicate.status is about that.
    const second = await pushNewUser(t, { ...user.sent, name });
    if (!isSuccess(second) && second.status !== 409) await skipUnlessTaken(t);
    const options = { after: second, although: "nothing but a second create was sent", others: [before] };
    await t.stays(
      () => send(t, readUser(user.id)),
      (reply) => verifyMapped(verify(reply, options).status(200), profile),
    );
    if (isFound && !isSuccess(second)) verify(await matchUser(t, user.sent.userName), options).listsOnly(user);
  },
  defects: {
    "refused-create-overwrites-user": onConflict(async (conflict, next) => {
      await overwriteExisting(conflict, next);
      return conflict.response;
    }),
    "second-create-is-an-update": onConflict(async (conflict, next) => {
      await overwriteExisting(conflict, next);
      return answerExisting(conflict, next);
    }),
  },
});

/** Throws when a create is refused for its e-mail by no SCIM error: Okta looks for the userName alone, and finds nobody. */
async function verifyTakenEmail(t: CheckContext, { emails }: UserBody): Promise<void> {
  if (isUnassigned(emails)) return;
  const reply = await pushNewUser(t, { ...t.make.userBody({ label: "namesake" }), emails });
  if (reply.status !== 409) return;
  verify(reply).error();
  if (t.profile.capabilities.uniqueEmail === true) return;
  t.note(
    reply,
    `${describeRequest(reply)} is refused for an e-mail that is taken: Okta looks for the userName, and cannot find whom it collides with`,
  );
}

/** Meddles with the answer to a create that the server refuses as a duplicate. */
function onConflict(answer: (conflict: Conflict, next: FetchHandler) => Promise<Response>): Wrap {
  return on(CREATE).answer(async (request, next) => {
    const body = await readJson(request);
    const response = await next(request.clone());
    return response.status === 409 && isObject(body) ? answer({ request, body, response }, next) : response;
  });
}

/** A server that gives an e-mail address to one user only, and does not say which it is that is taken. */
function refuseTakenEmail(next: FetchHandler): FetchHandler {
  const taken = new Set<string>();
  return on(CREATE).answer(async (request, behind) => {
    const emails = valuesOf(await readJson(request), "emails").join();
    const response = await behind(request);
    if (response.ok && taken.has(emails)) return Response.json({ message: "taken" }, { status: 409 });
    if (response.ok) taken.add(emails);
    return response;
  })(next);
}

interface Conflict {
  readonly request: Request;
  readonly body: JsonObject;
  readonly response: Response;
}

async function answerExisting({ request, body }: Conflict, next: FetchHandler): Promise<Response> {
  return Response.json(await findExisting(request, body, next), { status: 201 });
}

async function overwriteExisting({ request, body }: Conflict, next: FetchHandler): Promise<void> {
  const existing = await findExisting(request, body, next);
  const url = `${request.url}/${String(existing["id"])}`;
  const put = new Request(url, { method: "PUT", headers: request.headers });
  await next(withBody(put, body));
}

function withFilter(url: string, filter: Filter): string {
  const asked = new URL(url);
  asked.searchParams.set("filter", filter);
  return asked.href;
}

async function findExisting(request: Request, body: JsonObject, next: FetchHandler): Promise<JsonObject> {
  const filter = filterOf`userName eq ${quoted(body["userName"] ?? null)}`;
  const list = await readThrough(next, request, withFilter(request.url, filter));
  const resources = list?.["Resources"];
  const first = isArray(resources) ? resources[0] : undefined;
  return isObject(first) ? first : {};
}

/** What Okta needs of a create that meets an existing user. */
export const duplicateChecks: readonly Check[] = [status, detail, unchanged];
