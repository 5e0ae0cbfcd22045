import { isObject, isSuccess, valueAt, valuesOf, verify } from "../../../../src/kit/index.ts";
import type { JsonObject, Reply, UserBody } from "../../../../src/kit/index.ts";
import { linkUser, updateUser } from "../../../../emulator/okta/wire/replace-user.ts";
import { readUser } from "../../../../emulator/okta/wire/read-resource.ts";
import { newUser, oktaIdOf, objectAt, toOktaValues } from "../../words/okta-user.ts";
import { send } from "../../words/send.ts";
import { profileOf, verifyMapped, verifyProfile, verifyUserName } from "../../words/verify-user.ts";
import type { Account, Walker } from "./walker.ts";

/** A second create of the same name, which must be refused and change nothing. */
export async function pushTwice({ t, judge }: Walker, { id, person, current }: Account): Promise<Account> {
  const { familyName } = profileOf(current);
  const name = { ...objectAt(person, "name"), ...(familyName === undefined ? {} : { familyName: "Overwritten" }) };
  const second = await send(t, newUser({ ...person, name }));
  await judge("okta.duplicate.status", () => verify(second).status(409));
  const read = await send(t, readUser(id));
  const options = { after: second, although: "nothing but a second create was sent" };
  await judge("okta.duplicate.unchanged", () => verifyMapped(verify(read, options).status(200), profileOf(current)));
  return { id, person, current: objectIn(read, current) };
}

/** The PUT that links an account: another first name, another e-mail, and whatever the server itself shows. */
export async function linkAccount({ t, judge }: Walker, account: Account, person: UserBody): Promise<Account> {
  const { id, current } = account;
  const reply = await send(t, linkUser({ id, current, externalId: oktaIdOf(account.person) }, toOktaValues(person)));
  const halts = ["create", "update", "deactivate", "import"] as const;
  const isTaken = await judge("okta.link.accepted", () => verify(reply).succeeds(), halts);
  if (!isTaken) return account;
  await judge("okta.update.answer", () => verifyPutAnswer(reply, id, person));
  const { userName: _, email, ...names } = profileOf(person);
  const read = await t.settle(
    () => send(t, readUser(id)),
    ({ body }) => valueAt(objectIn({ body }, {}), "active") === true,
  );
  await judge("okta.link.accepted", () => verifyProfile(verify(read).status(200).reply, names), halts);
  await judge("okta.update.profile", () => verify(read).at("active").is(valueAt(current, "active")), halts);
  await judge("okta.update.email", () => verifyMoved(read, { email, old: profileOf(current).email }));
  return { id, person, current: objectIn(read, current) };
}

function verifyPutAnswer(reply: Reply, id: string, person: UserBody): void {
  verify(reply).status(200);
  verifyUserName(reply, person.userName);
  verifyProfile(reply, { givenName: profileOf(person).givenName });
  verify(reply).at("id").is(id);
}

function verifyMoved(
  read: Reply,
  { email, old }: Readonly<Record<"email" | "old", ReturnType<typeof profileOf>["email"]>>,
): void {
  if (email === undefined) return;
  verifyProfile(read, { email });
  const shownNow = valuesOf(read.body, "emails").map((value) => value.toLowerCase());
  verify(read)
    .at("emails")
    .holds(`e-mails without ${String(old)}`, () => !shownNow.includes(String(old)));
}

/** A PUT with the name of somebody else, which must be refused, and one with a name that is free. */
export async function renameAccount(walker: Walker, account: Account, names: NewNames): Promise<Account> {
  const { t, judge } = walker;
  const refused = await pushName(walker, account, names.taken);
  await judge("okta.rename.taken", () => verify(refused).refuses("it names the userName of somebody else"));
  const reply = await pushName(walker, account, names.free);
  const { id, person, current } = account;
  const read = await send(t, readUser(id));
  const expected = isSuccess(reply) ? names.free : person.userName;
  await judge("okta.rename.applied", () => {
    if (!isSuccess(reply)) verify(reply).refuses("a new userName must be stored, or refused with a 4xx");
    verifyUserName(verify(read).status(200).reply, expected);
  });
  return { id, person: { ...person, userName: expected }, current: objectIn(read, current) };
}

/** Names for a rename. */
export interface NewNames {
  readonly taken: string;
  readonly free: string;
}

function pushName({ t }: Walker, { id, person, current }: Account, userName: string): Promise<Reply> {
  return send(t, updateUser({ id, current, externalId: oktaIdOf(person) }, { ...toOktaValues(person), userName }));
}

/** What a reading gives, where it gives a user. */
export function objectIn({ body }: Pick<Reply, "body">, before: JsonObject): JsonObject {
  return isObject(body) ? body : before;
}
