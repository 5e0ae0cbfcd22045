import { isSuccess, itemsAt, valueAt, verify } from "../../../../src/kit/index.ts";
import type { JsonObject, Reply } from "../../../../src/kit/index.ts";
import { changeMembers } from "../../../../emulator/okta/wire/patch-group.ts";
import { readGroup } from "../../../../emulator/okta/wire/read-resource.ts";
import type { WireRequest } from "../../../../emulator/okta/wire/wire-request.ts";
import type { OktaGroupMember } from "../../../../emulator/okta/wire/write-group.ts";
import { askForMembers, verifyMembers } from "../../words/group-members.ts";
import { send, sendChanged } from "../../words/send.ts";
import type { Walker } from "./walker.ts";

/** Who leaves, joins and stays. */
export interface GroupChange {
  readonly leaving: OktaGroupMember;
  readonly joining: OktaGroupMember;
  readonly staying: OktaGroupMember;
}

/** What is shown of a group. */
export interface ShownGroup {
  readonly group: Reply;
  readonly members: Reply;
}

/** So many pairs of operations are, with what comes after them, more than a batch of ten. */
const PAIRS = 5;
/** So many values of one operation are more than such a batch. */
export const MANY = 11;

/**
 * One leaves and one joins, after the one has left and joined several times in the same PATCH: who carries out the change without that,
 * and with a little of it, cannot do many. Gives what is shown at the end.
 */
export async function changeOfMany(walker: Walker, id: string, change: GroupChange): Promise<ShownGroup> {
  const { t, judge } = walker;
  const { leaving, staying, joining } = change;
  const wanted = toMade([staying, joining]);
  const unnamed = changeMembers(id, { remove: [leaving.value], add: [{ ...joining, display: null }] });
  const attempt = async (count: number): Promise<Attempt> => {
    const request = afterMany(unnamed, changeMembers(id, { remove: [leaving.value], add: [leaving] }), count);
    const reply = await (count === 0 ? send(t, request) : sendChanged(t, request));
    const group = await t.settle(
      () => send(t, readGroup(id)),
      (shown) => hasMembers(shown, wanted),
    );
    const members = await askForMembers(t, id, group);
    return { reply, group, members };
  };
  const many = await attempt(PAIRS);
  if (isSuccess(many.reply) && hasMembers(many.members, wanted)) {
    for (const check of [CHANGE, MANY_CHECK]) await judge(check, () => verify(many.reply).status(200, 204));
    return many;
  }
  const few = await attempt(1);
  if (isSuccess(few.reply) && hasMembers(few.members, wanted)) {
    await judge(MANY_CHECK, () => {
      verify(many.reply, { although: "with fewer operations it is accepted", others: [few.reply] }).status(200, 204);
      verifyMembers(many.members, { writes: [many.reply] }, wanted);
    });
    return few;
  }
  const plain = await attempt(0);
  await judge(CHANGE, () => verify(plain.reply).status(200, 204));
  return plain;
}

/** The check that is about how many may join or leave at a time. */
export const MANY_CHECK = "okta.group-membership.many";
/** The check that is about several who leave and join. */
export const CHANGE = "okta.group-membership.change";

interface Attempt extends ShownGroup {
  readonly reply: Reply;
}

/** True when a group shows these members. */
export function hasMembers(reply: Reply, wanted: readonly { readonly id: string }[]): boolean {
  const shown = JSON.stringify(valueAt(reply.body, "members") ?? null);
  return wanted.every(({ id }) => shown.includes(JSON.stringify(id)));
}

/** The change, after another one so many times. */
function afterMany(change: WireRequest, other: WireRequest, count: number): WireRequest {
  const before = Array.from({ length: count }, () => operationsIn(other)).flat();
  return { ...change, body: { ...change.body, Operations: [...before, ...operationsIn(change)] } };
}

function operationsIn({ body }: Pick<WireRequest, "body">): readonly JsonObject[] {
  return itemsAt(body, "Operations");
}

/** Members as made resources, for what looks for them. */
export function toMade(members: readonly OktaGroupMember[]): readonly { readonly id: string }[] {
  return members.map(({ value }) => ({ id: value }));
}
