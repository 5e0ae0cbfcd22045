import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { GroupBody, Made, UserBody } from "../../../src/kit/maker.ts";
import { describeOutcome } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { SetUpFailure } from "../../../src/exchange/violation.ts";
import { isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { withQuery } from "../../../src/scim/request-path.ts";
import type { Path } from "../../../src/scim/request-path.ts";
import { GROUP_URN } from "../../../src/scim/urns.ts";
import { publishedAttribute } from "../../../src/kit/published/published-attribute.ts";
import { itemsAt, valueAt } from "../../../src/kit/reading/value-at.ts";

/** The members of a group as a GET that asks for them shows them. */
export interface ReadMembers {
  readonly reply: Reply;
  /** As they stand in the answer. */
  readonly members: readonly JsonObject[];
  /** Their `value`s, sorted. */
  readonly ids: readonly string[];
}

/** Reads the members of a group, which may be returned on request only, until they are as expected or the settling time is over. */
export async function readMembers(
  t: CheckContext,
  path: Path,
  isSettled: (ids: readonly string[]) => boolean = () => true,
): Promise<ReadMembers> {
  const reply = await t.settle(
    () => t.get(withQuery(path, { attributes: ["displayName", "members"] })),
    ({ status, body }) => status === 200 && isSettled(idsIn(body)),
  );
  if (reply.status !== 200 || !isObject(reply.body)) {
    throw new SetUpFailure(`could not read a group: GET ${path} answers ${describeOutcome(reply)}`);
  }
  return { reply, members: itemsAt(reply.body, "members"), ids: idsIn(reply.body) };
}

/**
 * Makes a group that has these users as members. A skip when the target says that members are readOnly, or does not keep
 * them at the create: then nothing can be said about changing them.
 */
export async function makeGroupOf(t: CheckContext, users: readonly Made<UserBody>[]): Promise<Made<GroupBody>> {
  if (publishedAttribute(t, [GROUP_URN, "members"])?.mutability === "readOnly") {
    t.skip("/Schemas says that members of groups are readOnly");
  }
  const group = await t.make.group({ overrides: { members: users.map(({ id }) => ({ value: id })) } });
  const expected = users.map(({ id }) => id).toSorted();
  const { ids } = await readMembers(t, group.path, (read) => shown(read) === shown(expected));
  if (shown(ids) !== shown(expected)) t.skip("the target does not keep the members that a group is made with");
  return group;
}

/** Makes that many users. */
export async function makeUsers(t: CheckContext, count: number): Promise<readonly Made<UserBody>[]> {
  const users: Made<UserBody>[] = [];
  for (let index = 0; index < count; index += 1) users.push(await t.make.user());
  return users;
}

/** What the members of a group must be, and the sentence for when they are not. */
export interface ExpectedMembers {
  readonly users: readonly Made<UserBody>[];
  readonly reason: string;
}

/** Reads the members of a group and throws unless they are exactly these users, in any order and each once. */
export async function verifyMembers(t: CheckContext, path: Path, { users, reason }: ExpectedMembers): Promise<void> {
  const expected = users.map(({ id }) => id).toSorted();
  const { reply, ids } = await readMembers(t, path, (read) => shown(read) === shown(expected));
  verifyThat(shown(ids) === shown(expected), reply, {
    reason,
    expected: shown(expected),
    actual: shown(ids),
    at: "/members",
  });
}

function idsIn(body: Reply["body"]): readonly string[] {
  return itemsAt(body, "members")
    .map((member) => String(valueAt(member, "value")))
    .toSorted();
}
