import { inList, valueAt, verify } from "../../../../src/kit/index.ts";
import type { Reply } from "../../../../src/kit/index.ts";
import { findGroup } from "../../../../emulator/okta/wire/list-queries.ts";
import { changeMembers, renameGroup, replaceMembers } from "../../../../emulator/okta/wire/patch-group.ts";
import { readGroup, readUser } from "../../../../emulator/okta/wire/read-resource.ts";
import { createGroup, deleteGroup, replaceGroup } from "../../../../emulator/okta/wire/write-group.ts";
import type { OktaGroupMember } from "../../../../emulator/okta/wire/write-group.ts";
import { askForMembers, readMembers, verifyMembers } from "../../words/group-members.ts";
import { matchBy } from "../../words/match-user.ts";
import { verifyAtMost } from "../../words/page.ts";
import { send } from "../../words/send.ts";
import { shownId } from "./walker.ts";
import type { Walker } from "./walker.ts";

/** A group that Okta pushes. */
export interface Pushed {
  readonly id: string;
  readonly name: string;
}

type Members = readonly OktaGroupMember[];

/** A group is created with its members, read, and gets another name. */
export async function pushGroup(
  walker: Walker,
  names: readonly [string, string],
  members: Members,
): Promise<Pushed | undefined> {
  const { t, judge } = walker;
  const [first, name] = names;
  const created = await send(t, createGroup({ displayName: first, members }));
  await judge("okta.group-push.create", () => {
    const answer = verify(created).status(201);
    answer.object();
    answer.at("displayName").is(first);
    answer.at("id").isText();
  });
  const id = shownId(created);
  if (id === undefined) return undefined;
  const read = await send(t, readGroup(id));
  const isRead = await judge("okta.group-push.create", () => verify(read).status(200).at("displayName").is(first));
  if (!isRead) return undefined;
  const shown = await askForMembers(t, id, read);
  await judge("okta.group-push.create-members", () => verifyMembers(shown, {}, toMade(members)));
  const renamed = await send(t, renameGroup(id, name));
  await judge("okta.group-push.rename", () => verify(renamed).status(200, 204));
  return { id, name };
}

/** Who leaves, joins and stays. */
export interface GroupChange {
  readonly leaving: OktaGroupMember;
  readonly joining: OktaGroupMember;
  readonly staying: OktaGroupMember;
}

/** Who leaves is inactive by now, and somebody joins whose name Okta does not know. The group is found by its new name. */
export async function changeGroup(walker: Walker, { id, name }: Pushed, change: GroupChange): Promise<void> {
  const { t, judge } = walker;
  const { leaving, joining, staying } = change;
  const changed = await send(t, changeMembers(id, { remove: [leaving.value], add: [{ ...joining, display: null }] }));
  await judge("okta.group-membership.change", () => verify(changed).status(200, 204));
  const read = await send(t, readGroup(id));
  const isRenamed = await judge("okta.group-push.rename", () => verify(read).status(200).at("displayName").is(name));
  const shown = await askForMembers(t, id, read);
  await judge("okta.group-membership.change", () => verifyMembers(shown, {}, toMade([staying, joining])));
  if (isRenamed) await matchGroup(walker, { id, name });
}

async function matchGroup({ t, judge }: Walker, { id, name }: Pushed): Promise<void> {
  const found = await matchBy(t, () => send(t, findGroup(name)));
  await judge("okta.group-push.match", () => verify(found).listsOnly({ id }));
  const none = await send(t, findGroup(name.slice(0, -1)));
  await judge("okta.group-push.match", () => {
    if (inList(none, id) !== undefined) verifyAtMost(none, 0);
  });
}

/**
 * The whole group by PUT, then emptied, and filled again by two changes at the same time, one of which names nobody whom the other
 * does not; what came of both is read once.
 */
export async function refillGroup({ t, judge }: Walker, { id, name }: Pushed, change: GroupChange): Promise<void> {
  const { leaving, joining, staying } = change;
  const displayName = `${name}-too`;
  const put = await send(t, replaceGroup(id, { displayName, members: [leaving, joining] }));
  await judge("okta.group-replace.members", () => verify(put).succeeds());
  const read = await send(t, readGroup(id));
  const shown = await askForMembers(t, id, read);
  await judge("okta.group-replace.members", () => verifyMembers(shown, {}, toMade([leaving, joining])));
  await judge("okta.group-replace.name", () => verify(read).at("displayName").is(displayName));
  const emptied = await send(t, replaceMembers(id, []));
  await judge("okta.group-membership.empty", () => verify(emptied).status(200, 204));
  const filled = await Promise.all(
    [[joining, staying], [joining]].map((add) => send(t, changeMembers(id, { remove: [], add }))),
  );
  for (const reply of filled) await judge("okta.group-replace.together", () => verify(reply).status(200, 204));
  const last = await readMembers(t, id);
  const check = JSON.stringify(valueAt(last.body, "members") ?? null).includes(leaving.value) ? EMPTY : TOGETHER;
  await judge(check, () => verifyMembers(last, { writes: [emptied, ...filled] }, toMade([staying, joining])));
}

/** Whoever is still there was not removed. */
const EMPTY = "okta.group-membership.empty";
const TOGETHER = "okta.group-replace.together";

/** The group is deleted; its members stay, as active as they were. False where they do not. */
export async function deletePushed({ t, judge }: Walker, { id }: Pushed, member: OktaGroupMember): Promise<boolean> {
  const deletion = await send(t, deleteGroup(id));
  await judge("okta.group-push.delete", () => verify(deletion).status(200, 204));
  const gone = await t.settle(
    () => send(t, readGroup(id)),
    ({ status }) => status === 404,
  );
  await judge("okta.group-push.delete", () => verify(gone).status(404));
  const read: Reply = await send(t, readUser(member.value));
  return judge("okta.group-push.delete", () =>
    verify(read, { after: deletion })
      .status(200)
      .at("active")
      .holds("as it was", (active) => active !== false),
  );
}

function toMade(members: Members): readonly { readonly id: string }[] {
  return members.map(({ value }) => ({ id: value }));
}
