import { isSuccess, verify } from "../../../../src/kit/index.ts";
import type { CheckContext, Reply } from "../../../../src/kit/index.ts";
import { changeMembers, replaceMembers } from "../../../../emulator/okta/wire/patch-group.ts";
import { readGroup } from "../../../../emulator/okta/wire/read-resource.ts";
import { replaceGroup } from "../../../../emulator/okta/wire/write-group.ts";
import type { OktaGroupMember } from "../../../../emulator/okta/wire/write-group.ts";
import { askForMembers, readMembers, verifyMembers } from "../../words/group-members.ts";
import { send, sendChanged, sendOnce } from "../../words/send.ts";
import { hasMembers, MANY, MANY_CHECK, toMade } from "./many-members.ts";
import type { GroupChange } from "./many-members.ts";
import type { Pushed } from "./pushed-group.ts";
import type { Walker } from "./walker.ts";

/**
 * The whole group by PUT, under its own name and another one, then emptied, and filled again by two changes at the same time; what
 * came of both is read once. `leaving` is left out where the account is gone.
 */
export async function refillGroup(walker: Walker, { id, name }: Pushed, change: Refill): Promise<void> {
  const { t, judge } = walker;
  const { leaving, joining } = change;
  const displayName = `${name}-too`;
  const members = leaving === undefined ? [joining] : [leaving, joining];
  const own = await send(t, replaceGroup(id, { displayName: name, members }));
  await judge("okta.group-replace.members", () => verify(own).succeeds());
  const put = await send(t, replaceGroup(id, { displayName, members }));
  if (isSuccess(own)) await judge("okta.group-replace.name", () => verify(put).succeeds());
  const read = await send(t, readGroup(id));
  const shown = await askForMembers(t, id, read);
  await judge("okta.group-replace.members", () => verifyMembers(shown, {}, toMade(members)));
  await judge("okta.group-replace.name", () => verify(read).at("displayName").is(displayName));
  await fillTogether(walker, id, change);
}

/** Who is in the group in the end; `leaving` was so before. */
export type Refill = Omit<GroupChange, "leaving"> & { readonly leaving: OktaGroupMember | undefined };

async function fillTogether(walker: Walker, id: string, { leaving, joining, staying }: Refill): Promise<void> {
  const { t, judge } = walker;
  const emptied = await send(t, replaceMembers(id, []));
  await judge(EMPTY, () => verify(emptied).status(200, 204));
  // The last of many values is somebody else than those before.
  const many = [...Array.from({ length: MANY }, () => joining), staying];
  const filled = await Promise.all([many, [joining]].map((add) => addNow(t, id, add)));
  const last = await readMembers(t, id);
  const isKept = leaving !== undefined && hasMembers(last, toMade([leaving]));
  const everybody = toMade([joining, staying]);
  const judgeFilled = (check: string, writes: readonly Reply[]): Promise<boolean> =>
    judge(check, () => {
      for (const reply of writes) if (!FOR_NOW.includes(reply.status)) verify(reply).status(200, 204);
      verifyMembers(last, { writes }, everybody);
    });
  if (isKept) await judgeFilled(EMPTY, [emptied]);
  else if (hasMembers(last, everybody)) await judgeFilled(TOGETHER, filled);
  else if (filled[0] !== undefined && FOR_NOW.includes(filled[0].status)) await judgeTaken(walker, filled[0], last);
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

/** Whoever is still there was not removed. */
const EMPTY = "okta.group-membership.empty";
const TOGETHER = "okta.group-replace.together";
/** Refusals that say no more than that it does not go at the moment. */
const FOR_NOW: readonly number[] = [409, 412, 423, 503];
