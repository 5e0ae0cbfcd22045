import {
  breaking,
  defineCheck,
  defineFamily,
  describeRequest,
  instantAt,
  isSuccess,
  on,
  ownText,
  readBack,
  readThrough,
  remembering,
  valueAt,
  verify,
  withMeta,
} from "../../src/kit/index.ts";
import type {
  Check,
  CheckContext,
  GroupBody,
  Json,
  Made,
  OwnUser,
  Reply,
  ReadBack,
  Wrap,
} from "../../src/kit/index.ts";
import { reading } from "../users/words/reading.ts";
import { makeGroupOf, memberIds, readingMembers } from "./words/group-members.ts";
import { changeOperations } from "./words/change-operations.ts";

/** A server may keep seconds only. */
const PAUSES_MS: readonly number[] = [20, 1100];

const others = defineCheck({
  id: "groups.patch.leaves-external-id",
  title: "A PATCH that renames a group leaves its externalId alone",
  rule: "RFC7644-3.5.2.3-01",
  advice:
    "Change only what the operations of a PATCH name: an externalId that is lost makes a client create the group again.",
  run: async (t) => {
    const externalId = ownText(t);
    const group = await t.make.group({ overrides: { externalId } });
    const before = await readBack(t, group.path);
    if (valueAt(before.resource, "externalId") !== externalId) t.skip("the target keeps no externalId of a group");
    const reply = await rename(t, group, "renamed");
    const although = "it named only displayName";
    await t.eventually(reading(t, group.path), (read) =>
      verify(read, { after: reply, although, others: [before.reply] })
        .at("externalId")
        .is(externalId),
    );
  },
  defects: {
    "group-patch-loses-the-external-id": changeOperations((operation) => [
      operation,
      { op: "remove", path: "externalId" },
    ]),
  },
});

const dates = defineCheck({
  id: "groups.patch.dates",
  title: "A change of a group moves its meta.lastModified forward and leaves meta.created alone",
  rule: ["RFC7643-3.1-16", "RFC7643-3.1-18"],
  advice:
    "Set meta.lastModified of a group to now with each change of it, and meta.created once and for all at the create.",
  run: async (t) => {
    const group = await t.make.group();
    const before = await readBack(t, group.path);
    if (instantAt(before.resource, "created") === undefined || instantAt(before.resource, "lastModified") === undefined)
      t.skip(`${describeRequest(before.reply)} does not show both meta.created and meta.lastModified`);
    let after = before;
    for (const [round, pause] of PAUSES_MS.entries()) {
      await t.pause(pause);
      await rename(t, group, `round-${round}`);
      after = await readBack(t, group.path);
      if (isLater(after, before)) break;
    }
    const answer = { others: [before.reply] };
    verify(after.reply, { ...answer, rule: "RFC7643-3.1-16" })
      .at("meta", "created")
      .holds(
        "the time of the create",
        () => instantAt(after.resource, "created") === instantAt(before.resource, "created"),
      );
    const modified = valueAt(before.resource, "meta", "lastModified");
    verify(after.reply, { ...answer, rule: "RFC7643-3.1-18" })
      .at("meta", "lastModified")
      .holds(`a later time than ${JSON.stringify(modified)}`, () => isLater(after, before));
  },
  defects: {
    "group-keeps-its-first-last-modified": breaking(
      "RFC7643-3.1-18",
      on("/Groups/:id?").resources((group) => withMeta(group, { lastModified: valueAt(group, "meta", "created") })),
    ),
    "group-is-created-with-each-change": breaking(
      "RFC7643-3.1-16",
      on("/Groups/:id?").resources((group) => withMeta(group, { created: valueAt(group, "meta", "lastModified") })),
    ),
  },
});

const memberDates = defineCheck({
  id: "groups.patch.member-dates",
  title: "A change of the members of a group moves its meta.lastModified forward",
  rule: "RFC7643-3.1-25",
  advice:
    "Set meta.lastModified of a group when somebody joins or leaves too, also where members are kept in a table of their own: who reads only what has changed misses them otherwise.",
  run: async (t) => {
    const [first, ...others] = [await t.make.user(), await t.make.user(), await t.make.user()];
    const group = await makeGroupOf(t, first);
    const before = await readBack(t, group.path);
    if (instantAt(before.resource, "lastModified") === undefined)
      t.skip(`${describeRequest(before.reply)} does not show meta.lastModified`);
    let after = before;
    let joined = [first];
    for (const [round, pause] of PAUSES_MS.entries()) {
      await t.pause(pause);
      joined = [...joined, ...others.slice(round, round + 1)];
      await joinGroup(t, group, joined);
      after = await readBack(t, group.path);
      if (isLater(after, before)) break;
    }
    if (!isLater(after, before)) await supposeRenameDated(t, group);
    const modified = valueAt(before.resource, "meta", "lastModified");
    verify(after.reply, { others: [before.reply] })
      .at("meta", "lastModified")
      .holds(`a later time than ${JSON.stringify(modified)}`, () => isLater(after, before));
  },
  defects: { "members-leave-last-modified-alone": keepDateOfMembers() },
});

/** What a PATCH of a group must leave alone, and what it must bring up to date. */
export const leavesOthersChecks: readonly Check[] = defineFamily({ needs: ["groups", "groupPatch"] }, [
  others,
  dates,
  memberDates,
]);

/** Renames a group; a skip where the target does not, which is told by groups.patch.rename. */
async function rename(t: CheckContext, group: Made<GroupBody>, label: string): Promise<Reply> {
  const value = { displayName: `${group.sent.displayName}-${label}` };
  const reply = await t.patch(group.path, [{ op: "replace", value }]);
  return isSuccess(reply) ? reply : t.skip("the target does not rename a group by PATCH; see groups.patch.rename");
}

/** Puts the last of them into the group; a skip where the target does not, which is told by groups.patch.add-member. */
async function joinGroup(t: CheckContext, group: Made<GroupBody>, users: readonly OwnUser[]): Promise<void> {
  const value = users.slice(-1).map(({ id }) => ({ value: id }));
  const reply = await t.patch(group.path, [{ op: "add", path: "members", value }]);
  const isIn = (read: Reply): boolean => memberIds(read).length === users.length;
  if (!isSuccess(reply) || !isIn(await t.settle(readingMembers(t, group), isIn)))
    t.skip("the target does not add a member by PATCH; see groups.patch.add-member");
}

/** A group whose date no change moves is the business of groups.patch.dates. */
async function supposeRenameDated(t: CheckContext, group: Made<GroupBody>): Promise<void> {
  const before = await readBack(t, group.path);
  for (const [round, pause] of PAUSES_MS.entries()) {
    await t.pause(pause);
    await rename(t, group, `dated-${round}`);
    if (isLater(await readBack(t, group.path), before)) return;
  }
  t.skip("no change of a group moves meta.lastModified; see groups.patch.dates");
}

/** A server that keeps members apart from the group, and dates only changes of the group itself. */
function keepDateOfMembers(): Wrap {
  return remembering(() => {
    const dates = new Map<Json | undefined, Json>();
    const change = on("PUT|PATCH /Groups/:id").answer(async (request, next) => {
      const before = await readThrough(next, request);
      const response = await next(request);
      const after = await readThrough(next, request);
      const isSameName = before?.["displayName"] === after?.["displayName"];
      const date = dates.get(before?.["id"]) ?? valueAt(before, "meta", "lastModified");
      if (isSameName && date !== undefined) dates.set(before?.["id"], date);
      else dates.delete(before?.["id"]);
      return response;
    });
    const show = on("/Groups/:id?").resources((group) => {
      const date = dates.get(group["id"]);
      return date === undefined ? group : withMeta(group, { lastModified: date });
    });
    return (next) => show(change(next));
  });
}

function isLater({ resource }: ReadBack, before: ReadBack): boolean {
  const [now, then] = [instantAt(resource, "lastModified"), instantAt(before.resource, "lastModified")];
  return now !== undefined && then !== undefined && now > then;
}
