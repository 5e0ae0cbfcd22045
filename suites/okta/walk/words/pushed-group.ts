import { getIgnoreCase, isObject, verify } from "../../../../src/kit/index.ts";
import type { Reply } from "../../../../src/kit/index.ts";
import { findGroup } from "../../../../emulator/okta/wire/list-queries.ts";
import { changeMembers, renameGroup, replaceMembers } from "../../../../emulator/okta/wire/patch-group.ts";
import { readGroup, readUser } from "../../../../emulator/okta/wire/read-resource.ts";
import { createGroup, deleteGroup, replaceGroup } from "../../../../emulator/okta/wire/write-group.ts";
import type { OktaGroupMember } from "../../../../emulator/okta/wire/write-group.ts";
import { readMembers, verifyMembers } from "../../words/group-members.ts";
import { matchBy } from "../../words/match-user.ts";
import { verifyAtMost } from "../../words/page.ts";
import { send } from "../../words/send.ts";
import type { Walker } from "./walker.ts";

/** A group that Okta pushes. */
export interface Pushed {
  readonly id: string;
  readonly name: string;
}

/** A group is created with its members and gets another name; it is found by that name, and by no other. */
export async function pushGroup(
  walker: Walker,
  names: readonly [string, string],
  members: Members,
): Promise<Pushed | undefined> {
  const { t, judge } = walker;
  const [first, name] = names;
  const created = await send(t, createGroup({ displayName: first, members }));
  await judge("okta.group-push.create-members", () => verify(created).status(200, 201));
  const id = idIn(created);
  if (id === undefined) return undefined;
  const renamed = await send(t, renameGroup(id, name));
  await judge("okta.group-push.rename", () => verify(renamed).status(200, 204));
  const read = await readMembers(t, id);
  await judge("okta.group-push.rename", () => verify(read).status(200).at("displayName").is(name));
  await judge("okta.group-push.create-members", () => verifyMembers(read, {}, toMade(members)));
  await matchGroup(walker, { id, name });
  return { id, name };
}

async function matchGroup({ t, judge }: Walker, { id, name }: Pushed): Promise<void> {
  const found = await matchBy(t, () => send(t, findGroup(name)));
  await judge("okta.group-push.match", () => verify(found).listsOnly({ id }));
  // The beginning of the name, and the name with the sign that stands for any letter in SQL.
  for (const other of [name.slice(0, -1), `${name.slice(0, -3)}_${name.slice(-2)}`]) {
    const none = await send(t, findGroup(other));
    await judge("okta.group-push.match", () => none.status === 404 || verifyAtMost(none, 0));
  }
}

/** Members of a push. */
export type Members = readonly OktaGroupMember[];

/** Who leaves is inactive by now; somebody joins whose name Okta does not know; then the group is emptied, and replaced by PUT. */
export async function changeGroup(walker: Walker, { id, name }: Pushed, change: GroupChange): Promise<void> {
  const { t, judge } = walker;
  const { leaving, joining, staying } = change;
  const changed = await send(t, changeMembers(id, { remove: [leaving.value], add: [{ ...joining, display: null }] }));
  await judge("okta.group-membership.change", () => verify(changed).status(200, 204));
  const after = await readMembers(t, id);
  await judge("okta.group-membership.change", () => verifyMembers(after, {}, toMade([staying, joining])));
  const emptied = await send(t, replaceMembers(id, []));
  await judge("okta.group-membership.empty", () => verify(emptied).status(200, 204));
  const empty = await readMembers(t, id);
  await judge("okta.group-membership.empty", () => verifyMembers(empty, {}, []));
  const members = [leaving, joining];
  const put = await send(t, replaceGroup(id, { displayName: `${name} too`, members }));
  await judge("okta.group-replace.members", () => verify(put).succeeds());
  const read = await readMembers(t, id);
  await judge("okta.group-replace.members", () => verifyMembers(read, {}, toMade(members)));
  await judge("okta.group-replace.name", () => verify(read).at("displayName").is(`${name} too`));
}

/** Who leaves, joins and stays. */
export interface GroupChange {
  readonly leaving: OktaGroupMember;
  readonly joining: OktaGroupMember;
  readonly staying: OktaGroupMember;
}

/** An empty group is pushed, filled by "Push now" and deleted; its members stay. Gives the reading of the first of them. */
export async function pushAndDelete(walker: Walker, name: string, members: Members): Promise<Reply | undefined> {
  const { t, judge } = walker;
  const created = await send(t, createGroup({ displayName: name, members: [] }));
  await judge("okta.group-push.create", () => {
    const answer = verify(created).status(201);
    answer.object();
    answer.at("displayName").is(name);
    answer.at("id").isText();
  });
  const id = idIn(created);
  if (id === undefined) return undefined;
  const filled = await send(t, replaceMembers(id, members));
  await judge("okta.group-membership.replace", () => verify(filled).status(200, 204));
  const read = await readMembers(t, id);
  await judge("okta.group-push.create", () => verify(read).status(200).at("displayName").is(name));
  await judge("okta.group-membership.replace", () => verifyMembers(read, {}, toMade(members)));
  const deletion = await send(t, deleteGroup(id));
  await judge("okta.group-push.delete", () => verify(deletion).status(200, 204));
  const gone = await t.settle(
    () => send(t, readGroup(id)),
    ({ status }) => status === 404,
  );
  await judge("okta.group-push.delete", () => verify(gone).status(404));
  const member = await send(t, readUser(members[0]?.value ?? ""));
  await judge("okta.group-push.delete", () => verify(member, { after: deletion }).status(200).at("active").is(true));
  return member;
}

function toMade(members: Members): readonly { readonly id: string }[] {
  return members.map(({ value }) => ({ id: value }));
}

function idIn({ body }: Reply): string | undefined {
  const id = isObject(body) ? getIgnoreCase(body, "id") : undefined;
  return typeof id === "string" && id !== "" ? id : undefined;
}
