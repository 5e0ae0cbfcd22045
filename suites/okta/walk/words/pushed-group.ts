import { inList, isSuccess, itemsAt, valueAt, verify } from "../../../../src/kit/index.ts";
import type { CheckContext, JsonObject, Reply } from "../../../../src/kit/index.ts";
import { findGroup } from "../../../../emulator/okta/wire/list-queries.ts";
import { changeMembers, renameGroup, replaceMembers } from "../../../../emulator/okta/wire/patch-group.ts";
import { readGroup, readUser } from "../../../../emulator/okta/wire/read-resource.ts";
import { createGroup, deleteGroup, replaceGroup } from "../../../../emulator/okta/wire/write-group.ts";
import type { WireRequest } from "../../../../emulator/okta/wire/wire-request.ts";
import type { OktaGroupMember } from "../../../../emulator/okta/wire/write-group.ts";
import { askForMembers, readMembers, verifyMembers } from "../../words/group-members.ts";
import { matchBy } from "../../words/match-user.ts";
import { resourcesOf, verifyAtMost } from "../../words/page.ts";
import { send, sendChanged } from "../../words/send.ts";
import { shownId } from "./walker.ts";
import type { Walker } from "./walker.ts";

/** A group that Okta pushes. */
export interface Pushed {
  readonly id: string;
  readonly name: string;
  /** Not its name, but how that begins. */
  readonly beginning: string;
  /** What the query by a name with punctuation gave, where it did not find the group. */
  readonly unfound?: Reply | undefined;
}

type Members = readonly OktaGroupMember[];

/** Names for a group: as groups in Okta have them, and with letters and digits alone. */
export interface GroupNames {
  readonly punctuated: string;
  readonly plain: string;
}

/** A group is created with its members, read, found by its name, and gets another name. */
export async function pushGroup(walker: Walker, names: GroupNames, members: Members): Promise<Pushed | undefined> {
  const { t, judge } = walker;
  const { created, name: first } = await createNamed(walker, names, members);
  await judge(CREATE, () => {
    const answer = verify(created).status(201);
    answer.object();
    answer.at("id").isText();
  });
  const id = shownId(created);
  if (id === undefined) return undefined;
  const read = await send(t, readGroup(id));
  if (!(await judge(CREATE, () => verify(read).status(200).at("displayName").isText()))) return undefined;
  const isNamed = await judge(isCutShort(read, names) ? PUNCTUATION : CREATE, () =>
    verify(read).at("displayName").is(first),
  );
  if (isNamed) await judge(CREATE, () => verify(created).at("displayName").is(first));
  const shown = await askForMembers(t, id, read);
  await judge("okta.group-push.create-members", () => verifyMembers(shown, {}, toMade(members)));
  const found = isNamed ? await matchBy(t, () => send(t, findGroup(first))) : undefined;
  const isFound = found !== undefined && isAlone(found, id);
  if (isFound) for (const check of [MATCH, PUNCTUATION]) await judge(check, () => verify(found).lists({ id }));
  const beginning = `${names.plain} R&D 100%`;
  const name = `${beginning} West`;
  const renamed = await send(t, renameGroup(id, name));
  await judge("okta.group-push.rename", () => verify(renamed).status(200, 204));
  return { id, name, beginning, unfound: isFound ? undefined : found };
}

/** True where the name is another one, but begins as it should. */
function isCutShort({ body }: Reply, { plain, punctuated }: GroupNames): boolean {
  const shown = String(valueAt(body, "displayName"));
  return shown !== punctuated && shown !== plain && shown.startsWith(plain);
}

function isAlone(found: Reply, id: string): boolean {
  return inList(found, id) !== undefined && resourcesOf(found).length === 1;
}

const CREATE = "okta.group-push.create";
const PUNCTUATION = "okta.group-push.punctuation";

interface Named {
  readonly created: Reply;
  readonly name: string;
}

/** Tells nothing but that a group cannot be created. */
export async function refuseGroup({ t, judge }: Walker, displayName: string): Promise<void> {
  const reply = await send(t, createGroup({ displayName, members: [] }));
  if (!isSuccess(reply)) await judge(CREATE, () => verify(reply).status(201));
}

/** A target that refuses the punctuation, and nothing else, gets the group under a plain name. */
async function createNamed({ t, judge }: Walker, names: GroupNames, members: Members): Promise<Named> {
  const created = await send(t, createGroup({ displayName: names.punctuated, members }));
  if (isSuccess(created)) return { created, name: names.punctuated };
  const plain = await send(t, createGroup({ displayName: names.plain, members }));
  if (!isSuccess(plain)) return { created, name: names.punctuated };
  const options = { although: "a create with a plain name is accepted", others: [plain] };
  await judge(PUNCTUATION, () => verify(created, options).succeeds());
  return { created: plain, name: names.plain };
}

/** Who leaves, joins and stays. */
export interface GroupChange {
  readonly leaving: OktaGroupMember;
  readonly joining: OktaGroupMember;
  readonly staying: OktaGroupMember;
}

/** Who leaves is inactive by now, and somebody joins whose name Okta does not know. The group is not found by its old name. */
export async function changeGroup(walker: Walker, pushed: Pushed, change: GroupChange): Promise<void> {
  const { t, judge } = walker;
  const { id, name, beginning } = pushed;
  const { staying, joining } = change;
  const wanted = toMade([staying, joining]);
  const shown = await changeOfMany(walker, pushed, change);
  const read = shown.group;
  const isRenamed = await judge("okta.group-push.rename", () => verify(read).status(200).at("displayName").is(name));
  await judge("okta.group-membership.change", () => verifyMembers(shown.members, {}, wanted));
  if (!isRenamed) return;
  await matchAgain(walker, pushed);
  // A query that takes % for any text, or looks for names that begin so, finds it.
  const none = await t.settle(
    () => send(t, findGroup(beginning)),
    (reply) => inList(reply, id) === undefined,
  );
  await judge(MATCH, () => {
    if (inList(none, id) !== undefined) verifyAtMost(none, 0);
  });
}

/** The query by a plain name: where that finds the group, the punctuation was what kept it from being found. */
async function matchAgain({ t, judge }: Walker, { id, name, unfound }: Pushed): Promise<void> {
  const found = await matchBy(t, () => send(t, findGroup(name)));
  const isMatched = await judge(MATCH, () => verify(found).listsOnly({ id }));
  if (!isMatched || unfound === undefined) return;
  await judge(PUNCTUATION, () => verify(unfound, { others: [found] }).lists({ id }));
}

const MATCH = "okta.group-push.match";

interface ShownGroup {
  readonly group: Reply;
  readonly members: Reply;
}

/** The same with so few that no batch is too small. */
const TWICE = 2;
/** So many operations, and values of one, are more than a batch of ten; all but the last change nothing. */
const MANY = 11;

/**
 * One leaves and one joins, between them operations that give the group the name that it has: who carries out the change without them,
 * and with few of them, cannot do many. Gives what is shown at the end.
 */
async function changeOfMany(walker: Walker, { id, name }: Pushed, change: GroupChange): Promise<ShownGroup> {
  const { t, judge } = walker;
  const { leaving, staying, joining } = change;
  const wanted = toMade([staying, joining]);
  const unnamed = changeMembers(id, { remove: [leaving.value], add: [{ ...joining, display: null }] });
  const attempt = async (count: number): Promise<Attempt> => {
    const request = amongMany(unnamed, renameGroup(id, name), count);
    const reply = await (count === 0 ? send(t, request) : sendChanged(t, request));
    const group = await send(t, readGroup(id));
    const members = await askForMembers(t, id, group);
    return { reply, group, members };
  };
  const many = await attempt(MANY);
  if (isSuccess(many.reply) && hasMembers(many.members, wanted)) {
    for (const check of [CHANGE, MANY_CHECK]) await judge(check, () => verify(many.reply).status(200, 204));
    return many;
  }
  const few = await attempt(TWICE);
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

const MANY_CHECK = "okta.group-membership.many";
const CHANGE = "okta.group-membership.change";

interface Attempt extends ShownGroup {
  readonly reply: Reply;
}

function hasMembers(reply: Reply, wanted: readonly { readonly id: string }[]): boolean {
  const shown = JSON.stringify(valueAt(reply.body, "members") ?? null);
  return wanted.every(({ id }) => shown.includes(JSON.stringify(id)));
}

/** A change of one who leaves and one who joins, with so many other operations between them. */
function amongMany(change: WireRequest, other: WireRequest, count: number): WireRequest {
  const [removal, addition] = operationsIn(change);
  const between = Array.from({ length: count }, () => operationsIn(other)).flat();
  const Operations = [removal, ...between, addition].filter((operation) => operation !== undefined);
  return { ...change, body: { ...change.body, Operations } };
}

function operationsIn({ body }: Pick<WireRequest, "body">): readonly JsonObject[] {
  return itemsAt(body, "Operations");
}

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
  else await judgeMissing(walker, { id, first: joining, last: staying }, judgeFilled, filled);
}

interface Missing {
  readonly id: string;
  readonly first: OktaGroupMember;
  readonly last: OktaGroupMember;
}

/** Somebody is missing: because of how many values there were, or because two changes came together. */
async function judgeMissing(
  { t, judge }: Walker,
  { id, first, last }: Missing,
  judgeFilled: (check: string, writes: readonly Reply[]) => Promise<boolean>,
  filled: readonly Reply[],
): Promise<void> {
  const [many] = filled;
  if (many !== undefined && FOR_NOW.includes(many.status)) {
    const although = "it arrived together with another one, and its members are missing";
    await judge("okta.group-replace.together-taken", () => verify(many, { although }).status(200, 204));
    return;
  }
  if (many !== undefined) {
    const isTaken = async (count: number): Promise<boolean> => {
      const add = [...Array.from({ length: count }, () => first), last];
      const reply = await sendChanged(t, changeMembers(id, { remove: [], add }));
      return isSuccess(reply) && hasMembers(await readMembers(t, id), toMade([last]));
    };
    // Who refuses one member twice does not refuse many.
    if (!(await isTaken(MANY)) && (await isTaken(TWICE))) return void (await judgeFilled(MANY_CHECK, [many]));
  }
  await judgeFilled(TOGETHER, filled);
}

/** Okta is not known to come back after a 503. */
function addNow(t: CheckContext, id: string, add: Members): Promise<Reply> {
  return t.as("okta").send({ ...changeMembers(id, { remove: [], add }), onUnavailable: "never" });
}

/** Whoever is still there was not removed. */
const EMPTY = "okta.group-membership.empty";
const TOGETHER = "okta.group-replace.together";
/** Refusals that say no more than that it does not go at the moment. */
const FOR_NOW: readonly number[] = [409, 412, 423, 503];

/** The group is deleted; its members stay, as active as they were. False where they do not. */
export async function deletePushed({ t, judge }: Walker, { id }: Pushed, member?: OktaGroupMember): Promise<boolean> {
  const deletion = await send(t, deleteGroup(id));
  await judge("okta.group-push.delete", () => verify(deletion).status(200, 204));
  const gone = await t.settle(
    () => send(t, readGroup(id)),
    ({ status }) => status === 404,
  );
  await judge("okta.group-push.delete", () => verify(gone).status(404));
  if (member === undefined) return true;
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
