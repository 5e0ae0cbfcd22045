import { isObject, isPresent, SetUpFailure, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Judge, UserBody, Walk } from "../../../src/kit/index.ts";
import { connectorTest } from "../../../emulator/okta/wire/list-queries.ts";
import { patchActive } from "../../../emulator/okta/wire/patch-active.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { objectAt } from "../words/okta-user.ts";
import { send } from "../words/send.ts";
import { matchAccount, readLists } from "./words/directory.ts";
import { askForNobody, createAccount } from "./words/newcomer.ts";
import { linkAccount, pushTwice, renameAccount } from "./words/profile.ts";
import { changeGroup, deletePushed, pushGroup, refuseGroup } from "./words/pushed-group.ts";
import { refillGroup } from "./words/refilled-group.ts";
import type { GroupNames } from "./words/pushed-group.ts";
import { matchRenamed, withUnusualLetters } from "./words/renamed.ts";
import { comeBack } from "./words/return.ts";
import type { OktaGroupMember } from "../../../emulator/okta/wire/write-group.ts";
import { giveBack, takeAway } from "./words/switching.ts";
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
    "okta.match.plus-for-space",
    "okta.match.plus-sign",
    "okta.match.utf-8",
    "okta.match.apostrophe",
    "okta.create.answer",
    "okta.create.profile",
    "okta.create.active",
    "okta.create.placeholder-password",
    "okta.create.empty-groups",
    "okta.duplicate.status",
    "okta.duplicate.unchanged",
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
    "okta.return.new-name",
    "okta.import.profile",
    "okta.import.inactive",
    "okta.import.primary-email",
    "okta.import.first-page",
    "okta.import.full-page",
    "okta.import.past-end",
    "okta.import.every-user-once",
    "okta.group-push.match",
    "okta.group-push.create",
    "okta.group-push.create-members",
    "okta.group-push.rename",
    "okta.group-push.delete",
    "okta.group-push.punctuation",
    "okta.group-membership.change",
    "okta.group-membership.many",
    "okta.group-membership.replace",
    "okta.group-membership.empty",
    "okta.group-replace.members",
    "okta.group-replace.name",
    "okta.group-replace.together",
    "okta.group-replace.together-taken",
  ],
  run: walk,
};

async function walk(t: CheckContext, judge: Judge, dialect: string): Promise<void> {
  const hasGroups = isPresent(t.capabilities.groups);
  const walker: Walker = {
    t,
    isOfWizard: dialect === "aiw",
    // What the target does not have does not fail.
    judge: (check, judgement, halts = []) => judge(check, judgement, hasGroups ? halts : halts.filter(isOfPeople)),
  };
  const person = newcomer(t);
  const nobody = t.make.userBody({ label: "nobody_lee" }).userName;
  // Seats take the requests that there are: what follows here is left out where they are judged.
  const hasSeats = isPresent(t.capabilities.seats);
  // Before there is anybody: what traffic rules say of a list of nobody.
  if (!hasSeats) await send(t, connectorTest());
  const similar = await stage(() => makeSimilar(t));
  const before = similar === undefined ? [] : [similar];
  const made = await createAccount(walker, person, before);
  if (made === undefined) return withoutAccount(walker, nobody, before);
  await matchAccount(walker, made, before);
  const linked = await linkAccount(walker, made, moved(t, person));
  // Whom the first PUT has moved away nobody can go on with.
  const kept =
    linked.isGone === true ? await createAccount(walker, t.make.userBody({ label: "ann_lane" }), before) : linked;
  const pushed = await pushTwice(walker, kept ?? linked, made.person);
  const group =
    similar && hasGroups
      ? await stage(() => pushGroup(walker, groupNames(t), [memberOf(pushed), memberOf(similar)]))
      : undefined;
  const off = (await stage(() => takeAway(walker, pushed, before))) ?? pushed;
  // Where an e-mail belongs to one user that of somebody else is no news.
  const emails = t.profile.capabilities.uniqueEmail === true ? undefined : similar?.person["emails"];
  const comeback = { person: following(t, nobody), emails };
  const { account, newcomer: joining } = (await stage(() => comeBack(walker, off, comeback))) ?? {
    account: off,
    newcomer: undefined,
  };
  const others = joining === undefined ? before : [...before, joining];
  // An import lists the account too, which is inactive by now.
  await readLists(walker, others, account);
  const change = similar &&
    joining && { leaving: memberOf(account), staying: memberOf(similar), joining: memberOf(joining) };
  if (group && change) await stage(() => changeGroup(walker, group, change));
  const { account: on, isThere } = (await stage(() => giveBack(walker, account))) ?? { account, isThere: true };
  if (group && change && !walker.isOfWizard)
    await stage(() => refillGroup(walker, group, { ...change, leaving: isThere ? change.leaving : undefined }));
  const areKept = group && similar ? await stage(() => deletePushed(walker, group, memberOf(similar))) : true;
  if (areKept !== false && on.current["active"] === true) await stage(() => renameLast(walker, on, others));
  await askForNobody(walker, nobody, others);
  // What traffic rules say of the answers. A PUT has sent the account back what the server showed, but nothing to whoever came later.
  if (joining && !hasSeats && !walker.isOfWizard) await send(t, patchActive(joining.id, false));
  const unknown = await t.make.unknownUserId();
  await send(t, readUser(unknown));
  if (!hasSeats && !walker.isOfWizard) await send(t, patchActive(unknown, false));
}

/** Where nobody can be created a match query, the lists and a link show what there is to see. */
async function withoutAccount(walker: Walker, nobody: string, before: readonly WhoIsThere[]): Promise<void> {
  const { t } = walker;
  const another = await stage(() => t.make.user({ label: "another" }));
  const others = another === undefined ? before : [...before, { id: another.id, person: another.sent }];
  await askForNobody(walker, nobody, others);
  await readLists(walker, others);
  await linkImported(walker, others[0]);
  if (isPresent(t.capabilities.groups)) await stage(() => pushAlone(walker, others.map(memberOf)));
}

/** A group without the account. Where nobody is there to be its member, no more is told than that it cannot be created. */
async function pushAlone(walker: Walker, members: readonly OktaGroupMember[]): Promise<void> {
  const [member] = members;
  if (member === undefined) return refuseGroup(walker, groupNames(walker.t).plain);
  const group = await pushGroup(walker, groupNames(walker.t), members);
  if (group !== undefined) await deletePushed(walker, group, member);
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

/** Letters that need one, two and three bytes in UTF-8. */
const LETTERS = "Zoë Žofia 王";

/** Somebody to be provisioned. */
function newcomer(t: CheckContext): UserBody {
  const person = t.make.userBody({ label: "ann_lee" });
  const name = objectAt(person, "name");
  return name["givenName"] === undefined ? person : { ...person, name: { ...name, givenName: LETTERS } };
}

/** Somebody who is there already: a query in SQL takes the name for that of nobody. */
async function makeSimilar(t: CheckContext): Promise<WhoIsThere> {
  const { id, sent } = await t.make.user({ label: "nobodyxlee" });
  return { id, person: sent };
}

/** Somebody whose name begins like that of nobody. */
function following(t: CheckContext, nobody: string): UserBody {
  return t.make.userBody({ label: "ann_lees", overrides: { userName: `${nobody}.au` } });
}

function memberOf({ id, person }: WhoIsThere): OktaGroupMember {
  return { value: id, display: person.userName };
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

/** What names of groups in Okta hold beside letters and digits; at the end what is any text to a query in SQL. */
const PUNCTUATION = `R&D.emea / "A" C++ (core) #1; Sales's \\ Zoë, 東京 100%`;

function groupNames(t: CheckContext): GroupNames {
  const { displayName } = t.make.groupBody({ label: "sales" });
  return {
    punctuated: `${displayName} ${PUNCTUATION}`,
    usual: `${displayName} R&D.emea / Night Shift`,
    plain: displayName,
  };
}

async function renameLast(walker: Walker, account: Account, others: readonly WhoIsThere[]): Promise<void> {
  const { t } = walker;
  const plain = t.make.userBody({ label: "ann_park" }).userName;
  const unusual = withUnusualLetters(t.make.userBody({ label: "Ann_Park" }).userName);
  const names = { taken: others[0]?.person.userName ?? plain, plain, unusual };
  const userName = await renameAccount(walker, account, names);
  if (userName !== undefined) await matchRenamed(walker, { account, userName, plain, others });
}
