import { readGroup } from "../../../emulator/okta/wire/read-resource.ts";
import type { OktaGroupMember } from "../../../emulator/okta/wire/write-group.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { GroupBody, Made, MakeOptions, UserBody } from "../../../src/kit/maker.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import { withQuery } from "../../../src/scim/request-path.ts";
import { send } from "./send.ts";

/** A member as Okta names it: id at the target and user name, without a type. */
export function toMember(user: Made<UserBody>): OktaGroupMember {
  return { value: user.id, display: user.sent.userName };
}

/** That many users of the check's own. */
export async function makeUsers(t: CheckContext, count: number): Promise<readonly Made<UserBody>[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => t.make.user({ label: `member${index + 1}` })));
}

/** A group that already has these members. Throws `SetUpFailure` when it cannot be made. */
export async function makeGroup(
  t: CheckContext,
  members: readonly Made<UserBody>[],
  options: MakeOptions = {},
): Promise<Made<GroupBody>> {
  const overrides = { members: members.map((user) => ({ value: user.id })), ...options.overrides };
  return t.make.group({ ...options, overrides });
}

/** Throws unless the group, read until it settles, has exactly these users as members. `after` completes "... after ...". */
export async function verifyMembers(
  t: CheckContext,
  groupId: string,
  { users, after }: { readonly users: readonly Made<UserBody>[]; readonly after: string },
): Promise<void> {
  const expected = users.map(({ id }) => id).sort();
  const isExpected = (reply: Reply): boolean => reply.status === 200 && shown(memberIds(reply)) === shown(expected);
  const reply = verifyStatus(await t.settle(() => readMembers(t, groupId), isExpected), 200);
  const found = memberIds(reply);
  const missing = expected.filter((id) => !found.includes(id)).length;
  const surplus = found.filter((id) => !expected.includes(id)).length;
  verifyThat(isExpected(reply), reply, {
    reason: `the group has not the right members after ${after}: ${missing} missing, ${surplus} too many`,
    expected: `members ${shown(expected)}`,
    actual: `members ${shown(found)}`,
    at: "/members",
  });
}

/** GET of the group; where that shows no members, GET with attributes=members, as they may be returned on request only. */
async function readMembers(t: CheckContext, groupId: string): Promise<Reply> {
  const request = readGroup(groupId);
  const reply = await send(t, request);
  const isShown = !isObject(reply.body) || getIgnoreCase(reply.body, "members") !== undefined;
  return isShown ? reply : send(t, { ...request, path: withQuery(request.path, { attributes: "members" }) });
}

function memberIds(reply: Reply): readonly string[] {
  const members = isObject(reply.body) ? getIgnoreCase(reply.body, "members") : undefined;
  const entries = isArray(members) ? members.filter(isObject) : [];
  return entries.map((entry) => String(getIgnoreCase(entry, "value"))).sort();
}
