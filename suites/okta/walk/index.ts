import { isObject, isPresent, SetUpFailure, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Judge, UserBody, Walk } from "../../../src/kit/index.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { objectAt } from "../words/okta-user.ts";
import { send } from "../words/send.ts";
import { matchAccount, matchInOtherLetters, readLists } from "./words/directory.ts";
import { createAccount } from "./words/newcomer.ts";
import type { Newcomer } from "./words/newcomer.ts";
import { linkAccount, pushTwice, renameAccount } from "./words/profile.ts";
import { changeGroup, deletePushed, pushGroup, refillGroup } from "./words/pushed-group.ts";
import type { GroupChange } from "./words/pushed-group.ts";
import { switchByPut, takeAway, giveBack } from "./words/switching.ts";
import type { Account, WhoIsThere, Walker } from "./words/walker.ts";

/** Okta's everyday work on one account and one group, with two people beside it. */
export const oktaWalk: Walk = {
  checks: [
    "okta.connector.list",
    "okta.connector.count",
    "okta.connector.integers",
    "okta.headers.accept",
    "okta.headers.utf-8",
    "okta.match.found",
    "okta.match.single",
    "okta.match.none",
    "okta.match.letter-case",
    "okta.match.inactive",
    "okta.create.answer",
    "okta.create.profile",
    "okta.create.active",
    "okta.create.placeholder-password",
    "okta.create.empty-groups",
    "okta.duplicate.status",
    "okta.link.accepted",
    "okta.update.answer",
    "okta.update.profile",
    "okta.update.email",
    "okta.rename.applied",
    "okta.rename.match",
    "okta.rename.taken",
    "okta.deactivate.patch",
    "okta.deactivate.patch-only-active",
    "okta.deactivate.put",
    "okta.deactivate.readable",
    "okta.deactivate.repeated",
    "okta.reactivate.patch",
    "okta.reactivate.put",
    "okta.reactivate.answer",
    "okta.import.profile",
    "okta.import.inactive",
    "okta.import.primary-email",
    "okta.import.past-end",
    "okta.import.every-user-once",
    "okta.group-push.match",
    "okta.group-push.create",
    "okta.group-push.create-members",
    "okta.group-push.rename",
    "okta.group-push.delete",
    "okta.group-membership.change",
    "okta.group-membership.empty",
    "okta.group-replace.members",
    "okta.group-replace.name",
    "okta.group-replace.together",
  ],
  run: walk,
};

async function walk(t: CheckContext, judge: Judge): Promise<void> {
  const hasGroups = isPresent(t.capabilities.groups);
  const walker: Walker = {
    t,
    // What the target does not have does not fail.
    judge: (check, judgement, halts = []) => judge(check, judgement, hasGroups ? halts : halts.filter(isOfPeople)),
  };
  const { person, others } = await makePeople(t);
  const made = await createAccount(walker, { person, others });
  if (made === undefined) {
    await readLists(walker, others);
    return linkImported(walker, others[0]);
  }
  await matchAccount(walker, made, others);
  await pushTwice(walker, made);
  const linked = await linkAccount(walker, made, moved(t, person));
  const members = hasGroups ? toMembers(linked, others) : undefined;
  const group = members && (await stage(() => pushGroup(walker, groupNames(t), [members.leaving, members.staying])));
  const off = (await stage(() => takeAway(walker, linked, others))) ?? linked;
  // An import lists the account too, which is inactive by now.
  await readLists(walker, others, off);
  if (group && members) await stage(() => changeGroup(walker, group, members));
  const on = (await stage(() => giveBack(walker, off))) ?? off;
  if (group && members) await stage(() => refillGroup(walker, group, members));
  const areKept = group && members ? await stage(() => deletePushed(walker, group, members.staying)) : true;
  const last = (await stage(() => switchByPut(walker, on))) ?? on;
  if (areKept !== false && last.current["active"] === true) await stage(() => renameLast(walker, last, others));
  // What traffic rules say of the answers.
  const nobody = await t.make.unknownUserId();
  await send(t, readUser(nobody));
  await send(t, patchActive(nobody, false));
}

/** Whom Okta cannot create it may still import: the PUT that links an account which was there before. */
async function linkImported(walker: Walker, imported: WhoIsThere | undefined): Promise<void> {
  if (imported === undefined) return;
  const read = await send(walker.t, readUser(imported.id));
  const { body } = read;
  const { userName } = imported.person;
  const isRead = await walker.judge(
    "okta.create.answer",
    () => verify(read).status(200).at("userName").isLike(userName),
    ["import"],
  );
  if (isRead && isObject(body)) await stage(() => linkAccount(walker, { ...imported, current: body }, imported.person));
}

function isOfPeople(feature: string): boolean {
  return feature !== "group-push";
}

/** A part of the walk that ends where nothing more can be sent: what comes after it goes on. */
async function stage<Result>(part: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await part();
  } catch (error) {
    if (error instanceof SetUpFailure) return undefined;
    throw error;
  }
}

/** Somebody to be provisioned, and two who are there already: a query by prefix, or one in SQL, takes their names for the other one. */
async function makePeople(t: CheckContext): Promise<Newcomer> {
  const person = t.make.userBody({ label: "ann_lee" });
  const made = [
    await stage(() => t.make.user({ label: "annxlee" })),
    await stage(() => t.make.user({ label: "ann_lees", overrides: { userName: `${person.userName}.au` } })),
  ];
  const others = made.filter((one) => one !== undefined).map(({ id, sent }) => ({ id, person: sent }));
  const name = objectAt(person, "name");
  const named = name["givenName"] === undefined ? person : { ...person, name: { ...name, givenName: "Zoë" } };
  return { person: named, others };
}

/** The same person with another first name and another e-mail. */
function moved(t: CheckContext, person: UserBody): UserBody {
  const { emails } = t.make.userBody({ label: "moved" });
  const name = objectAt(person, "name");
  return {
    ...person,
    ...(name["givenName"] === undefined ? {} : { name: { ...name, givenName: "Moved" } }),
    ...(emails === undefined ? {} : { emails }),
  };
}

function toMembers({ id, person }: WhoIsThere, others: readonly WhoIsThere[]): GroupChange | undefined {
  const [staying, joining] = others.map((one) => ({ value: one.id, display: one.person.userName }));
  if (staying === undefined || joining === undefined) return undefined;
  return { leaving: { value: id, display: person.userName }, staying, joining };
}

function groupNames(t: CheckContext): readonly [string, string] {
  const nameOf = (label: string): string => t.make.groupBody({ label }).displayName;
  return [nameOf("before"), nameOf("sales-west")];
}

async function renameLast(walker: Walker, account: Account, others: readonly WhoIsThere[]): Promise<void> {
  const { t } = walker;
  const free = t.make.userBody({ label: "Ann_Park" }).userName;
  const userName = await renameAccount(walker, account, { taken: others[0]?.person.userName ?? free, free });
  if (userName === undefined) return;
  const names = { userName, spelled: userName.toLowerCase() };
  await matchInOtherLetters(walker, { id: account.id, ...names, check: "okta.rename.match", others });
}
