import { isSuccess, itemsAt, verify } from "../../../../src/kit/index.ts";
import type { CheckContext, Reply } from "../../../../src/kit/index.ts";
import { changeMembers, replaceMembers } from "../../../../emulator/okta/wire/patch-group.ts";
import type { OktaGroupMember } from "../../../../emulator/okta/wire/write-group.ts";
import { readMembers, verifyMembers } from "../../words/group-members.ts";
import { send, sendChanged, sendOnce } from "../../words/send.ts";
import { hasMembers, MANY, MANY_CHECK, toMade } from "./many-members.ts";
import type { GroupChange } from "./many-members.ts";
import type { Pushed, Walker } from "./walker.ts";

/** Who is in the group in the end; `leaving` is left out where the account is gone. */
export type Refill = Omit<GroupChange, "leaving"> & { readonly leaving: OktaGroupMember | undefined };

/**
 * The members are replaced, the group is emptied, and filled again by two changes at the same time, each with somebody whom the other one does not have; what
 * came of both is read once.
 */
export async function refillGroup(
  walker: Walker,
  { id }: Pushed,
  { leaving, joining, staying }: Refill,
): Promise<void> {
  const { t, judge } = walker;
  const replaced = await send(t, replaceMembers(id, [leaving ?? joining]));
  await judge(REPLACE, () => verify(replaced).status(200, 204));
  const emptied = await send(t, replaceMembers(id, []));
  await judge(EMPTY, () => verify(emptied).status(200, 204));
  const without = await t.settle(
    () => readMembers(t, id),
    ({ body }) => itemsAt(body, "members").length === 0,
  );
  await judge(EMPTY, () => verifyMembers(without, { writes: [emptied] }, []));
  // The last of many values is somebody else than those before.
  const many = [...Array.from({ length: MANY }, () => joining), staying];
  const filled = await Promise.all([many, [leaving ?? joining]].map((add) => addNow(t, id, add)));
  const everybody = toMade([joining, staying, ...(leaving === undefined ? [] : [leaving])]);
  const last = await t.settle(
    () => readMembers(t, id),
    (reply) => hasMembers(reply, everybody),
  );
  const judgeFilled = (check: string, writes: readonly Reply[]): Promise<boolean> =>
    judge(check, () => {
      for (const reply of writes) if (!FOR_NOW.includes(reply.status)) verify(reply).status(200, 204);
      verifyMembers(last, { writes }, everybody);
    });
  const refused = filled.find(({ status }) => FOR_NOW.includes(status));
  if (hasMembers(last, everybody)) await judgeFilled(TOGETHER, filled);
  else if (refused !== undefined) await judgeTaken(walker, refused, last);
  else if (await isTooMany(walker, { id, first: joining, last: staying }))
    await judgeFilled(MANY_CHECK, filled.slice(0, 1));
  else await judgeFilled(TOGETHER, filled);
}

function judgeTaken({ judge }: Walker, refused: Reply, last: Reply): Promise<boolean> {
  const options = { although: "it arrived together with another one, and its members are missing", others: [last] };
  return judge("okta.group-replace.together-taken", () => verify(refused, options).status(200, 204));
}

interface Added {
  readonly id: string;
  readonly first: OktaGroupMember;
  readonly last: OktaGroupMember;
}

/** True when the last of many values is not added, alone as well, and the last of few is. Who refuses one member twice does not refuse many. */
async function isTooMany({ t }: Walker, { id, first, last }: Added): Promise<boolean> {
  const isTaken = async (count: number): Promise<boolean> => {
    const add = [...Array.from({ length: count }, () => first), last];
    const reply = await sendChanged(t, changeMembers(id, { remove: [], add }));
    return isSuccess(reply) && hasMembers(await readMembers(t, id), toMade([last]));
  };
  return !(await isTaken(MANY)) && (await isTaken(2));
}

function addNow(t: CheckContext, id: string, add: readonly OktaGroupMember[]): Promise<Reply> {
  return sendOnce(t, changeMembers(id, { remove: [], add }));
}

const REPLACE = "okta.group-membership.replace";
const EMPTY = "okta.group-membership.empty";
const TOGETHER = "okta.group-replace.together";
/** Refusals that say no more than that it does not go at the moment. */
const FOR_NOW: readonly number[] = [409, 412, 423, 503];
