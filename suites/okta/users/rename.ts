import { findUser } from "../../../emulator/okta/wire/list-queries.ts";
import { updateUser } from "../../../emulator/okta/wire/replace-user.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Made, UserBody } from "../../../src/kit/maker.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { readJson } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import { okta } from "../words/clause.ts";
import { matchUser, verifyMatch } from "../words/match-user.ts";
import { oktaIdOf, toOktaValues } from "../words/okta-user.ts";
import { readCurrent, send } from "../words/send.ts";
import { matchedValue, readThrough, rewriteWrite } from "../words/tampering.ts";
import { profileOf, readBack, verifyProfile } from "../words/verify-user.ts";

const REPLACE = { method: "PUT", path: /^\/Users\/[^/]+$/ } as const;

const applied = defineCheck({
  id: "okta.rename.applied",
  title: "A PUT with a new userName renames the user, or is refused",
  clause: okta({
    id: "OKTA-rename-01",
    standing: "observed",
    url: "https://github.com/buildbuddy-io/buildbuddy/pull/5919",
    requirement: "A new userName in a PUT is stored or refused, never dropped in silence.",
  }),
  blocks: ["update"],
  advice: "Store the new userName of a PUT, or answer 400 with scimType mutability when names cannot change.",
  run: async (t) => {
    const user = await t.make.user({ label: "old" });
    const { userName } = t.make.userBody({ label: "new" });
    if (!isSuccess(await rename(t, user, userName))) return;
    const read = await readBack(t, user.id, (reply) => profileOf(reply.body).userName === userName);
    verifyProfile(read, { userName }, "the renamed user");
  },
  defects: [
    {
      name: "put-ignores-user-name",
      breaks: "OKTA-rename-01",
      wrap: rewriteWrite(REPLACE, (body, current) => ({ ...body, userName: current["userName"] })),
    },
  ],
});

const lookedUp = defineCheck({
  id: "okta.rename.match",
  title: "After a rename Okta's match query finds the user by the new name and not by the old one",
  clause: okta({
    id: "OKTA-rename-02",
    standing: "inferred",
    url: "https://github.com/ory/polis/issues/3559",
    requirement: "The name that was given up is free again, and the new one finds the user.",
  }),
  blocks: ["create", "update"],
  advice: "Look userName up in the same place that a rename writes to, or update the index in the same transaction.",
  run: async (t) => {
    const user = await t.make.user({ label: "old" });
    const { userName } = t.make.userBody({ label: "new" });
    if (!isSuccess(await rename(t, user, userName))) t.skip("the target refuses to rename a user");
    verifyMatch(await matchUser(t, userName), user.id);
    const reply = await t.settle(
      () => send(t, findUser(user.sent.userName)),
      (r) => countOf(r) === 0,
    );
    verifyThat(reply.status === 404 || (reply.status === 200 && countOf(reply) === 0), reply, {
      reason: "the match query still finds a user by the name that was given up",
      expected: "no resources",
      actual: `${countOf(reply)} resources`,
      at: "/Resources",
    });
  },
  defects: [
    { name: "old-user-name-still-found", breaks: "OKTA-rename-02", wrap: keepOldNames() },
    { name: "new-user-name-not-found", breaks: "OKTA-rename-02", wrap: forgetNewNames() },
  ],
});

async function rename(t: CheckContext, user: Made<UserBody>, userName: string): Promise<Reply> {
  const current = await readCurrent(t, user.id);
  const replaced = { id: user.id, current, externalId: oktaIdOf(user.sent) };
  return send(t, updateUser(replaced, { ...toOktaValues(user.sent), userName }));
}

function countOf(reply: Reply): number {
  return isObject(reply.body) ? toListBody(reply.body).resources.length : 0;
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

/** What Okta needs when a userName changes. */
export const renameChecks: readonly Check[] = [applied, lookedUp];
