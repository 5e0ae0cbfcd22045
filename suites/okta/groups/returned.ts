import {
  defineCheck,
  defineFamily,
  describeOutcome,
  errorResponse,
  idOf,
  isObject,
  isSuccess,
  itemsAt,
  matchedValue,
  keepInList,
  on,
  readJson,
  readThrough,
  remembering,
  sameText,
  shown,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, Reply, Wrap } from "../../../src/kit/index.ts";
import { findGroup } from "../../../emulator/okta/wire/list-queries.ts";
import { changeMembers, renameGroup } from "../../../emulator/okta/wire/patch-group.ts";
import { createGroup, deleteGroup } from "../../../emulator/okta/wire/write-group.ts";
import { okta } from "../words/clause.ts";
import { makeGroup, makeMembers, memberOf, verifyGroupHas } from "../words/group-members.ts";
import { resourcesOf } from "../words/page.ts";
import { send } from "../words/send.ts";

const CREATE = "POST /Groups";

const takenName = defineCheck({
  id: "okta.group-push.taken-name",
  title: "A group name that is refused as taken is the name of a group that Okta's query finds",
  rule: okta({
    id: "OKTA-group-40",
    standing: "observed",
    url: "https://github.com/getsentry/sentry/issues/88623",
    seen: "2026-11-30",
    requirement:
      "Okta asks for a group of the name before it creates one. Where it finds none and the create answers 409, the group can never be pushed.",
  }),
  advice:
    "Free the name of a group that was renamed or deleted, and list every group that stands in the way of a name, in any letter case.",
  run: async (t) => {
    const renamed = await t.make.group({ label: "before" });
    const other = t.make.groupBody({ label: "after" }).displayName;
    if (isSuccess(await send(t, renameGroup(renamed.id, other)))) await verifyFree(t, renamed.sent.displayName);
    const deleted = await t.make.group({ label: "deleted" });
    if (isSuccess(await send(t, deleteGroup(deleted.id)))) await verifyFree(t, deleted.sent.displayName);
    const there = await t.make.group({ label: "MixEd" });
    await verifyFree(t, there.sent.displayName);
    await verifyFree(t, there.sent.displayName.toLowerCase());
  },
  defects: {
    "old-name-of-a-group-stays-reserved": keepsOldNames(),
    "name-is-taken-in-any-letter-case-and-found-in-its-own": takenInAnyCase(),
  },
});

const recreated = defineCheck({
  id: "okta.group-membership.recreated",
  title: "A user who was deleted and created again is taken as a member",
  rule: okta({
    id: "OKTA-group-41",
    standing: "observed",
    url: "https://github.com/getsentry/sentry/issues/122540",
    seen: "2026-11-30",
    requirement: "Okta pushes the memberships of a person who was created anew with the id that the new account has.",
  }),
  advice: "Look members up by the id of the account as it is now, not in a table that still holds the deleted one.",
  run: async (t) => {
    const [first, other] = await makeMembers(t, 2);
    if (first === undefined || other === undefined) return t.skip("nobody could be made");
    const group = await makeGroup(t, [first, other]);
    const removed = await t.delete(first.path);
    if (!isSuccess(removed)) t.skip(`the target does not delete users: ${describeOutcome(removed)}`);
    const again = await t.post("/Users", first.sent);
    const id = isSuccess(again) ? idOf(again.body) : undefined;
    if (id === undefined || id === first.id)
      return t.skip("a deleted user is not created anew; see users.delete.user-name-free");
    const member = { ...memberOf(first), value: id };
    const reply = await send(t, changeMembers(group.id, { remove: [], add: [member] }));
    const although = "the user was created anew";
    verify(reply, { others: [again], although }).status(200, 204);
    const users = [{ ...first, id }, other];
    await verifyGroupHas(t, { id: group.id, after: reply, although, writes: [again] }, users);
  },
  defects: {
    "recreated-user-is-unknown-to-groups": forgetsRecreated(() => errorResponse(404, "User not found")),
    "recreated-user-is-left-out-of-groups": forgetsRecreated(() => new Response(null, { status: 204 })),
  },
});

/** Names and people that come back. */
export const groupReturnChecks: readonly Check[] = defineFamily({ needs: ["groups"], features: ["group-push"] }, [
  takenName,
  recreated,
]);

/** Creates a group of that name; where that is refused as a conflict, Okta's query must find who has the name. */
async function verifyFree(t: CheckContext, displayName: string): Promise<void> {
  const isOf = (group: Json): boolean => sameText(valueAt(group, "displayName"), displayName);
  const before = resourcesOf(await send(t, findGroup(displayName)));
  const reply = await send(t, createGroup({ displayName, members: [] }));
  if (reply.status !== 409) return;
  const query = (): Promise<Reply> => send(t, findGroup(displayName));
  const found = await t.settle(query, (answer) => [...before, ...resourcesOf(answer)].some(isOf));
  const isFound = [...before, ...resourcesOf(found)].some(isOf);
  const sentence = `POST /Groups answers 409 to the displayName ${shown(displayName)}, and Okta's query for that name finds no group`;
  verify(reply, { others: [found] }).that(isFound, sentence, {
    expected: ["a success", "a group that the query finds"],
  });
}

function keepsOldNames(): Wrap {
  return remembering(() => {
    const names = new Set<Json | undefined>();
    const rename = on("PUT|PATCH /Groups/:id").answer(async (request, next) => {
      const before = await readThrough(next, request);
      const response = await next(request);
      const after = await readThrough(next, request);
      if (before?.["displayName"] !== after?.["displayName"]) names.add(before?.["displayName"]);
      return response;
    });
    const create = on(CREATE).answer(async (request, next) => {
      const sent = await readJson(request);
      const isTaken = isObject(sent) && names.has(sent["displayName"]);
      return isTaken ? errorResponse(409, "displayName is in use.", "uniqueness") : next(request);
    });
    return (next) => create(rename(next));
  });
}

function takenInAnyCase(): Wrap {
  return (next) => {
    const create = on(CREATE).answer(async (request, behind) => {
      const sent = await readJson(request);
      const all = await readThrough(behind, request, request.url.replace(/$/, "?count=1000"));
      const isTaken = itemsAt(all, "Resources").some((group) =>
        sameText(group["displayName"], valueAt(sent, "displayName")),
      );
      return isTaken ? errorResponse(409, "displayName is in use.", "uniqueness") : behind(request);
    });
    const find = on("GET /Groups", { query: (query) => query.has("filter") }).body((list, { url }) =>
      keepInList(list, (group) => {
        const name = matchedValue(url);
        return name === undefined || group["displayName"] === name;
      }),
    );
    return find(create(next));
  };
}

/** A server whose groups know the first account of a userName only. */
function forgetsRecreated(answer: () => Response): Wrap {
  return remembering(() => {
    const deleted = new Set<string>();
    const anew = new Set<string>();
    const remove = on("DELETE /Users/:id").answer(async (request, next) => {
      const user = await readThrough(next, request);
      const response = await next(request);
      if (response.ok) deleted.add(String(user?.["userName"]));
      return response;
    });
    const create = on("POST /Users").body((user) => {
      if (deleted.has(String(user["userName"]))) anew.add(String(user["id"]));
      return user;
    });
    const join = on("PUT|PATCH /Groups/:id").answer(async (request, next) => {
      const text = await request.clone().text();
      return [...anew].some((id) => text.includes(`"${id}"`)) ? answer() : next(request);
    });
    return (next) => join(create(remove(next)));
  });
}
