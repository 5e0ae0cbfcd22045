import {
  defineCheck,
  errorResponse,
  filterOf,
  isObject,
  isSuccess,
  matchedValue,
  on,
  quoted,
  readJson,
  readThrough,
  rewriteWrite,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, FetchHandler, Json, Made, Reply, UserBody, Wrap } from "../../../src/kit/index.ts";
import { findUser } from "../../../emulator/okta/wire/list-queries.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { updateUser } from "../../../emulator/okta/wire/replace-user.ts";
import { okta } from "../words/clause.ts";
import { matchUser } from "../words/match-user.ts";
import { oktaIdOf, toOktaValues } from "../words/okta-user.ts";
import { verifyAtMost } from "../words/page.ts";
import { pushProfile } from "../words/push-profile.ts";
import { eventuallyShows, readCurrent, supposeRead } from "../words/read-user.ts";
import { send } from "../words/send.ts";
import { verifyUserName } from "../words/verify-user.ts";

const applied = defineCheck({
  id: "okta.rename.applied",
  title: "A PUT with a new userName renames the user, or is refused",
  rule: okta({
    id: "OKTA-rename-01",
    standing: "observed",
    url: "https://github.com/buildbuddy-io/buildbuddy/pull/5919",
    requirement:
      "A new userName in a PUT is stored, or refused with a 4xx and not stored; it is never dropped in silence.",
  }),
  features: ["update"],
  advice: "Store the new userName of a PUT, or answer 400 with scimType mutability when names cannot change.",
  run: async (t) => {
    const user = await t.make.user({ label: "old" });
    const { userName } = t.make.userBody({ label: "new" });
    await skipUnlessReplaced(t, user);
    const reply = await rename(t, user, userName);
    if (isSuccess(reply)) await eventuallyShows(t, user.id, (shown) => verifyUserName(shown.reply, userName));
    else {
      verify(reply).refuses("a new userName must be stored, or refused with a 4xx");
      await verifyKeepsName(t, user);
    }
  },
  defects: {
    "put-ignores-user-name": rewriteWrite("PUT /Users/:id", (body, current) => ({
      ...body,
      userName: current["userName"],
    })),
    "rename-crashes": onNewName(() => errorResponse(500, "duplicate key")),
    "refused-rename-is-stored-all-the-same": onNewName(async (request, next) => {
      await next(request);
      return errorResponse(400, "userName cannot change", "mutability");
    }),
  },
});

const lookedUp = defineCheck({
  id: "okta.rename.match",
  title: "After a rename Okta's match query finds the user by the new name and not by the old one",
  rule: okta({
    id: "OKTA-rename-02",
    standing: "inferred",
    url: "https://github.com/ory/polis/issues/3559",
    requirement: "After a rename the match query finds the user by the new name, and nobody by the old one.",
  }),
  features: ["create", "update"],
  advice: "Look userName up in the same place that a rename writes to, or update the index in the same transaction.",
  run: async (t) => {
    const user = await t.make.user({ label: "old" });
    const { userName } = t.make.userBody({ label: "new" });
    if (!isSuccess(await rename(t, user, userName))) t.skip("the target refuses to rename a user");
    await t.supposing(
      "okta.rename.applied",
      () => send(t, readUser(user.id)),
      (reply) => verify(reply).status(200).at("userName").isLike(userName),
    );
    verify(await matchUser(t, userName)).listsOnly(user);
    await t.eventually(
      () => send(t, findUser(user.sent.userName)),
      (reply) => {
        if (verify(reply).status(200, 404).reply.status === 200) verifyAtMost(reply, 0);
      },
    );
  },
  defects: {
    "old-user-name-still-found": keepOldNames(),
    "new-user-name-not-found": forgetNewNames(),
  },
});

const taken = defineCheck({
  id: "okta.rename.taken",
  title: "A PUT with the userName of somebody else is refused and changes nothing",
  rule: okta({
    id: "OKTA-rename-03",
    standing: "observed",
    url: "https://github.com/simpleidserver/SimpleIdServer/issues/928",
    requirement:
      "A userName that somebody else has is refused with a 4xx, in an update as in a create: with two users of one name the match query gives more than one result, and Okta stops.",
  }),
  features: ["update"],
  advice: "Look for somebody else with the new userName before a PUT is stored, and refuse it with 409 uniqueness.",
  also: ["put-crashes-on-a-user-name-that-is-taken"],
  run: async (t) => {
    const [somebody, user] = await Promise.all([t.make.user({ label: "taken" }), t.make.user({ label: "own" })]);
    await supposeRead(t, somebody.id);
    await skipUnlessReplaced(t, user);
    const although = "it names the userName of somebody else";
    verify(await rename(t, user, somebody.sent.userName), { others: [somebody.reply] }).refuses(although);
    await verifyKeepsName(t, user);
  },
  defects: {
    "put-takes-a-user-name-that-is-taken": storeTakenName(),
    "refused-rename-is-stored": storeTakenName((refusal) => refusal),
  },
});

/** Throws unless GET of the user shows the name that the user was made with, at once and later. */
async function verifyKeepsName(t: CheckContext, user: Made<UserBody>): Promise<void> {
  await t.stays(
    () => send(t, readUser(user.id)),
    (reply) => verifyUserName(verify(reply).status(200).reply, user.sent.userName),
  );
}

/** A target that refuses every PUT says nothing about names. */
async function skipUnlessReplaced(t: CheckContext, user: Made<UserBody>): Promise<void> {
  const reply = await pushProfile(t, user, { link: false, body: user.sent });
  if (!isSuccess(reply)) t.skip("the target refuses a PUT that changes nothing; see okta.update.answer");
}

async function rename(t: CheckContext, user: Made<UserBody>, userName: string): Promise<Reply> {
  const current = await readCurrent(t, user.id);
  const replaced = { id: user.id, current, externalId: oktaIdOf(user.sent) };
  return send(t, updateUser(replaced, { ...toOktaValues(user.sent), userName }));
}

/** Answers a PUT of another userName than the stored one by itself. */
function onNewName(answer: (request: Request, next: FetchHandler) => Response | Promise<Response>): Wrap {
  return on("PUT /Users/:id").answer(async (request, next) => {
    const [body, current] = [await readJson(request), await readThrough(next, request)];
    const isNew = isObject(body) && body["userName"] !== current?.["userName"];
    return isNew ? answer(request, next) : next(request);
  });
}

/** Finds a renamed user under the old name too, as a stale index does. */
function keepOldNames(): Wrap {
  return onRename((renames, userName) => renames.get(userName) ?? userName);
}

/** Does not find a renamed user under the new name, as an index that is filled on create only. */
function forgetNewNames(): Wrap {
  return onRename((renames, userName) => ([...renames.values()].includes(userName) ? "nobody" : userName));
}

/** Remembers renames (old name to new) and hands the server match queries for another name than the one asked for. */
function onRename(toAsked: (renames: ReadonlyMap<string, string>, userName: string) => string): Wrap {
  return (next) => {
    const renames = new Map<string, string>();
    return async (request) => {
      const body = request.method === "PUT" ? await readJson(request) : undefined;
      if (isObject(body)) {
        const before = await readThrough(next, request);
        renames.set(String(before?.["userName"]), String(body["userName"]));
      }
      const userName = matchedValue(request.url);
      if (userName === undefined) return next(request);
      const url = new URL(request.url);
      url.searchParams.set("filter", filterOf`userName eq ${quoted(toAsked(renames, userName))}`);
      return next(new Request(url, request));
    };
  };
}

/** Shows a renamed user under a name that was refused as taken; the PUT is answered so, or as the server answers it. */
function storeTakenName(answer?: (refusal: Response) => Response): Wrap {
  return (next) => {
    const names = new Map<string, Json | undefined>();
    const shown = on("/Users/:id").resources((user) => ({
      ...user,
      userName: names.get(String(user["id"])) ?? user["userName"],
    }));
    const stored = on("PUT /Users/:id").answer(async (request, server) => {
      const [body, current] = [await readJson(request), await readThrough(server, request)];
      const response = await server(request);
      if (response.status !== 409 || !isObject(body) || current === undefined) return response;
      names.set(String(current["id"]), body["userName"]);
      return answer === undefined ? Response.json(current) : answer(response);
    });
    return shown(stored(next));
  };
}

/** What Okta needs when a userName changes. */
export const renameChecks: readonly Check[] = [applied, lookedUp, taken];
