import {
  GROUP_URN,
  isPresent,
  itemsAt,
  jsonEqual,
  publishedAttribute,
  shown,
  valueAt,
  verify,
  withQuery,
} from "../../../src/kit/index.ts";
import type {
  CheckContext,
  GroupBody,
  JsonObject,
  Made,
  Reply,
  UserBody,
  VerifyOptions,
} from "../../../src/kit/index.ts";
import { reading } from "../../users/words/reading.ts";

/** GETs of a group that ask for its members, which may be returned on request only. */
export function readingMembers(t: CheckContext, group: Made<GroupBody>): () => Promise<Reply> {
  return reading(t, withQuery(group.path, { attributes: ["displayName", "members"] }));
}

/** The `value`s of the members that an answer shows, sorted. */
export function memberIds(reply: Reply): readonly string[] {
  return itemsAt(reply.body, "members").map(idOf).toSorted();
}

/** Throws unless the members are exactly these users, in any order and each once. */
export function verifyMembersAre(reply: Reply, users: readonly Made<UserBody>[], options: VerifyOptions = {}): void {
  const ids = idsOf(users);
  const members = verify(reply, options).at("members");
  const stranger = members.at((member) => !ids.includes(idOf(member)));
  const expected = ids.length === 0 ? "no members" : `the members ${shown(ids)}`;
  stranger.holds(ids.length === 0 ? expected : `only ${expected}`, (found) => found === undefined);
  members.holds(expected, () => hasMembers(reply, users));
}

/** Throws when a user is a member. */
export function verifyNoMember(reply: Reply, id: string, options: VerifyOptions = {}): void {
  verify(reply, options)
    .at("members", (member) => idOf(member) === id)
    .holds(`no member ${id}`, (found) => found === undefined);
}

/**
 * Makes a group that has these users as members. A skip when the target says that members are readOnly, or does not keep
 * them at the create: then changing them cannot be judged.
 */
export async function makeGroupOf(t: CheckContext, ...users: readonly Made<UserBody>[]): Promise<Made<GroupBody>> {
  if (publishedAttribute(t, [GROUP_URN, "members"])?.mutability === "readOnly") {
    t.skip("/Schemas says that members of groups are readOnly");
  }
  const value = users.map(({ id }) => ({ value: id }));
  const group = await t.make.group({ overrides: { members: value } });
  if (await keepsMembers(t, group, users)) return group;
  // Some targets make groups without members, and take them afterwards.
  if (isPresent(t.capabilities.groupPatch)) await t.patch(group.path, [{ op: "add", path: "members", value }]);
  if (!(await keepsMembers(t, group, users))) t.skip("the target does not keep the members that a group is given");
  return group;
}

async function keepsMembers(
  t: CheckContext,
  group: Made<GroupBody>,
  users: readonly Made<UserBody>[],
): Promise<boolean> {
  return hasMembers(await t.settle(readingMembers(t, group), (read) => hasMembers(read, users)), users);
}

function hasMembers(reply: Reply, users: readonly Made<UserBody>[]): boolean {
  // What a report shows is cut: a long list is compared as a whole.
  return jsonEqual(memberIds(reply), idsOf(users));
}

function idOf(member: JsonObject): string {
  return String(valueAt(member, "value"));
}

function idsOf(users: readonly Made<UserBody>[]): readonly string[] {
  return users.map(({ id }) => id).toSorted();
}
