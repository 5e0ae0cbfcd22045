import { isPresent } from "../../../src/kit/index.ts";
import type { CheckContext, Judge, UserBody, Walk } from "../../../src/kit/index.ts";
import { readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { objectAt } from "../words/okta-user.ts";
import { send } from "../words/send.ts";
import { matchAccount, readLists } from "./words/directory.ts";
import { createAccount } from "./words/newcomer.ts";
import { linkAccount, objectIn, pushTwice, renameAccount } from "./words/profile.ts";
import { changeGroup, pushAndDelete, pushGroup } from "./words/pushed-group.ts";
import { switchByPut, switchOff, switchOn } from "./words/switching.ts";

/** Okta's everyday work on one account and two groups, with two people beside it. */
export const oktaWalk: Walk = {
  checks: [
    "okta.connector.list",
    "okta.connector.count",
    "okta.connector.integers",
    "okta.headers.accept",
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
    "okta.duplicate.unchanged",
    "okta.link.accepted",
    "okta.update.answer",
    "okta.update.profile",
    "okta.update.email",
    "okta.rename.applied",
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
    "okta.group-membership.replace",
    "okta.group-membership.empty",
    "okta.group-replace.members",
    "okta.group-replace.name",
  ],
  run: walk,
};

async function walk(t: CheckContext, judge: Judge): Promise<void> {
  const walker = { t, judge };
  const person = t.make.userBody({ label: "Ann_Lee" });
  // They have names that a query by prefix, or one in SQL, takes for the other one.
  const others = [
    await t.make.user({ label: "Annxlee" }),
    await t.make.user({ label: "Ann_Lees", overrides: { userName: `${person.userName}.au` } }),
  ];
  const [second, third] = others;
  const made = await createAccount(walker, person);
  if (made === undefined || second === undefined || third === undefined) return;
  await matchAccount(walker, made);
  await readLists(walker, [made, ...others.map(({ id, sent }) => ({ id, person: sent }))]);
  const before = await pushTwice(walker, made);
  const linked = await linkAccount(walker, before, moved(t, person));
  const renamed = await renameAccount(walker, linked, {
    taken: second.sent.userName,
    free: t.make.userBody({ label: "Ann_Park" }).userName,
  });
  const member = { value: made.id, display: renamed.person.userName };
  const [staying, joining] = [second, third].map(({ id, sent }) => ({ value: id, display: sent.userName }));
  const hasGroups = isPresent(t.capabilities.groups) && staying !== undefined && joining !== undefined;
  const [first, name, empty] = ["before", "sales-west", "empty"].map(
    (label) => t.make.groupBody({ label }).displayName,
  );
  const group = hasGroups ? await pushGroup(walker, [first ?? "", name ?? ""], [member, staying]) : undefined;
  const off = await switchOff(walker, renamed);
  if (group !== undefined && hasGroups) await changeGroup(walker, group, { leaving: member, joining, staying });
  const on = await switchOn(walker, off);
  const read = hasGroups ? await pushAndDelete(walker, empty ?? "", [member, staying]) : undefined;
  await switchByPut(walker, { ...on, current: read === undefined ? on.current : objectIn(read, on.current) });
  // What traffic rules say of the answer.
  await send(t, readUser(await t.make.unknownUserId()));
}

/** The same person with another first name, in letters beyond ASCII, and another e-mail. */
function moved(t: CheckContext, person: UserBody): UserBody {
  const { emails } = t.make.userBody({ label: "moved" });
  const name = objectAt(person, "name");
  return {
    ...person,
    ...(name["givenName"] === undefined ? {} : { name: { ...name, givenName: "Žofia 王" } }),
    ...(emails === undefined ? {} : { emails }),
  };
}
