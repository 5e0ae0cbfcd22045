import {
  counted,
  describeRequest,
  getIgnoreCase,
  isArray,
  isObject,
  jsonEqual,
  shown,
  verify,
  withQuery,
} from "../../../src/kit/index.ts";
import type { CheckContext, GroupBody, Json, Made, Reply, UserBody, VerifyOptions } from "../../../src/kit/index.ts";
import { readGroup } from "../../../emulator/okta/wire/read-resource.ts";
import type { OktaGroupMember } from "../../../emulator/okta/wire/write-group.ts";
import { send, sendChanged } from "./send.ts";

/** A member as Okta names it: id at the target and user name, without a type. */
export function memberOf(user: Made<UserBody>): OktaGroupMember {
  return { value: user.id, display: user.sent.userName };
}

/** That many users of the check's own. */
export async function makeMembers(t: CheckContext, count: number): Promise<readonly Made<UserBody>[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => t.make.user({ label: `member${index + 1}` })));
}

/**
 * A group that already has these members. Throws `SetUpFailure` when it cannot be made, and skips the check where the members are
 * not shown: `okta.group-push.create-members` is about that.
 */
export async function makeGroup(t: CheckContext, members: readonly Made<UserBody>[]): Promise<Made<GroupBody>> {
  // An empty list of members is something to refuse, too.
  const value = members.length === 0 ? undefined : members.map(({ id }) => ({ value: id }));
  const group = await t.make.group({ overrides: { members: value } });
  if (members.length === 0) return group;
  await t.supposing(
    "okta.group-push.create-members",
    () => readMembers(t, group.id),
    (reply) => verifyMembers(reply, {}, members),
  );
  return group;
}

/** Throws unless GET of the group shows this name in the end. */
export async function verifyGroupName(t: CheckContext, groupId: string, displayName: string): Promise<void> {
  await t.eventually(
    () => send(t, readGroup(groupId)),
    (reply) => verify(reply).status(200).at("displayName").is(displayName),
  );
}

/** A group that is judged, and how. */
export interface JudgedGroup extends VerifyOptions {
  readonly id: string;
  /** Further writes that the sentence speaks of. */
  readonly writes?: readonly Reply[];
  /** Users who may be members as well. */
  readonly maybe?: readonly Made<UserBody>[];
}

/** Throws unless GET of the group shows exactly these users as members in the end. */
export async function verifyGroupHas(
  t: CheckContext,
  group: JudgedGroup,
  users: readonly Made<UserBody>[],
): Promise<void> {
  await t.eventually(
    () => readMembers(t, group.id),
    (reply) => verifyMembers(reply, group, users),
  );
}

/** Throws unless the answer shows exactly these users as members. */
export function verifyMembers(
  reply: Reply,
  { writes = [], maybe = [], ...group }: Partial<JudgedGroup>,
  users: readonly { readonly id: string }[],
): void {
  const ids = users.map(({ id }) => id).toSorted();
  const answer = verify(reply, group).status(200);
  const isOpen = (id: string): boolean => maybe.some((user) => user.id === id);
  const found = valuesIn(answer.at("members").value).filter((id) => !isOpen(id));
  const missing = ids.filter((id) => !found.includes(id)).length;
  const surplus = found.filter((id) => !ids.includes(id)).length;
  const sentence = `${describeRequest(reply)} shows ${counted(found.length, "member")}, ${missing} missing and ${surplus} too many`;
  const evidence = { expected: `members ${shown(ids)}`, at: ["members"], others: writes };
  answer.that(jsonEqual(found, ids), sentence, evidence);
}

/** How many of these users the group does not show in the end, and the answer that shows it. */
export async function countMissing(
  t: CheckContext,
  group: Made<GroupBody>,
  users: readonly Made<UserBody>[],
): Promise<{ readonly reply: Reply; readonly missing: number }> {
  const missingIn = ({ body }: Reply): number => {
    const found = valuesIn(isObject(body) ? getIgnoreCase(body, "members") : undefined);
    return users.filter(({ id }) => !found.includes(id)).length;
  };
  const reply = await t.settle(
    () => readMembers(t, group.id),
    (read) => missingIn(read) === 0,
  );
  return { reply, missing: missingIn(reply) };
}

/** GET of the group; where that shows no members, GET with attributes=members, as they may be returned on request only. */
export async function readMembers(t: CheckContext, groupId: string): Promise<Reply> {
  return askForMembers(t, groupId, await send(t, readGroup(groupId)));
}

/** The reading of a group, or, where that shows no members, one that asks for them. */
export async function askForMembers(t: CheckContext, groupId: string, reply: Reply): Promise<Reply> {
  const request = readGroup(groupId);
  const isShown = !isObject(reply.body) || getIgnoreCase(reply.body, "members") !== undefined;
  return isShown ? reply : sendChanged(t, { ...request, path: withQuery(request.path, { attributes: "members" }) });
}

/** A number is taken for its text. */
function valuesIn(members: Json | undefined): readonly string[] {
  const entries = isArray(members) ? members.filter(isObject) : [];
  return entries.map((entry) => String(getIgnoreCase(entry, "value"))).toSorted();
}
