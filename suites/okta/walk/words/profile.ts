import { isRefusal, isSuccess, jsonEqual, valueAt, valuesOf, verify } from "../../../../src/kit/index.ts";
import type { Reply, UserBody } from "../../../../src/kit/index.ts";
import { readUser } from "../../../../emulator/okta/wire/read-resource.ts";
import { linkUser, updateUser } from "../../../../emulator/okta/wire/replace-user.ts";
import { newUser, oktaIdOf, toOktaValues } from "../../words/okta-user.ts";
import { send } from "../../words/send.ts";
import { profileOf, verifyProfile, verifyUserName } from "../../words/verify-user.ts";
import type { MappedProfile } from "../../words/verify-user.ts";
import { objectIn } from "./walker.ts";
import type { Account, Walker } from "./walker.ts";

/** A create of the same name for another Okta user, whose other data is that of `person`: it must be refused. */
export async function pushTwice({ t, judge }: Walker, account: Account, person: UserBody): Promise<Account> {
  const second = { ...person, userName: account.person.userName };
  const reply = await send(t, newUser({ ...second, externalId: `${oktaIdOf(person).slice(0, -1)}2` }));
  await judge("okta.duplicate.status", () => verify(reply).status(409));
  return { ...account, second };
}

/** The PUT that links an account: another first name, another e-mail, and whatever the server itself shows. */
export async function linkAccount({ t, judge }: Walker, account: Account, wanted: UserBody): Promise<Account> {
  const { id, current } = account;
  const link = (values: UserBody): Promise<Reply> =>
    send(t, linkUser({ id, current, externalId: oktaIdOf(account.person) }, toOktaValues(values)));
  const { reply, person } = await pushLink(link, account, wanted);
  if (!isSuccess(reply)) {
    // Where the names are what is refused, accounts are there all the same, and are switched and imported.
    const plain = await link(account.person);
    const halts = isSuccess(plain) ? (["create", "update"] as const) : EVERYTHING;
    await judge("okta.link.accepted", () => verify(reply).succeeds(), halts);
    return account;
  }
  await judge("okta.link.accepted", () => verify(reply).succeeds());
  await judge("okta.update.answer", () => verifyPutAnswer(reply, id, person));
  const read = await t.settle(
    () => send(t, readUser(id)),
    ({ body }) => profileOf(body).givenName === profileOf(person).givenName,
  );
  const [before, asked, now] = [profileOf(current), profileOf(person), profileOf(read.body)];
  // What was neither kept nor stored is lost: no later push, and no import, shows what Okta has.
  const isLost =
    isSuccess(read) && PUSHED.some((name) => !jsonEqual(now[name], before[name]) && !jsonEqual(now[name], asked[name]));
  const halts = isLost ? EVERYTHING : [];
  const { givenName, familyName } = asked;
  await judge(
    "okta.link.accepted",
    () => verifyProfile(verify(read).status(200).reply, { givenName, familyName }),
    halts,
  );
  const move = { email: asked.email, old: before.email };
  if (person === wanted) await judge("okta.update.email", () => verifyMoved(read, move), halts);
  if (valueAt(current, "active") === true)
    await judge("okta.update.profile", () => verify(read).at("active").is(true), isSuccess(read) ? EVERYTHING : []);
  return { id, person, current: objectIn(read, current), isGone: read.status === 404 };
}

/** Some targets want the userName to be the e-mail: the one is pushed without the other then. */
async function pushLink(
  link: (values: UserBody) => Promise<Reply>,
  account: Account,
  person: UserBody,
): Promise<{ readonly reply: Reply; readonly person: UserBody }> {
  const reply = await link(person);
  const { emails } = account.person;
  if (!isRefusal(reply) || emails === undefined) return { reply, person };
  const tied = { ...person, emails };
  const again = await link(tied);
  return isSuccess(again) ? { reply: again, person: tied } : { reply, person };
}

const EVERYTHING = ["create", "update", "deactivate", "import"] as const;
const PUSHED = ["givenName", "familyName", "email"] as const;

function verifyPutAnswer(reply: Reply, id: string, person: UserBody): void {
  verify(reply).status(200);
  verifyUserName(reply, person.userName);
  verifyProfile(reply, { givenName: profileOf(person).givenName });
  verify(reply).at("id").is(id);
}

interface Move {
  readonly email: MappedProfile["email"];
  readonly old: MappedProfile["email"];
}

function verifyMoved(read: Reply, { email, old }: Move): void {
  if (email === undefined || jsonEqual(email, old)) return;
  verifyProfile(read, { email });
  const shownNow = valuesOf(read.body, "emails").map((value) => value.toLowerCase());
  verify(read)
    .at("emails")
    .holds(`e-mails without ${String(old)}`, () => !shownNow.includes(String(old)));
}

/** Names for a rename. */
export interface NewNames {
  readonly taken: string;
  /** With letters that a target may refuse. */
  readonly unusual: string;
  readonly plain: string;
}

/** A PUT with the name of somebody else, which must be refused, and one with a name that is free. Gives the name that is shown. */
export async function renameAccount(walker: Walker, account: Account, names: NewNames): Promise<string | undefined> {
  const { t, judge } = walker;
  const { id, person } = account;
  const refused = await pushName(walker, account, names.taken);
  await judge("okta.rename.taken", () => verify(refused).refuses("it names the userName of somebody else"));
  const unusual = await pushName(walker, account, names.unusual);
  const isRefused = unusual.status >= 400 && unusual.status < 500;
  const [reply, free] = isRefused
    ? [await pushName(walker, account, names.plain), names.plain]
    : [unusual, names.unusual];
  const expected = isSuccess(reply) ? free : person.userName;
  const read = await t.settle(
    () => send(t, readUser(id)),
    ({ body }) => profileOf(body).userName === expected,
  );
  const isApplied = await judge("okta.rename.applied", () => {
    if (!isSuccess(reply)) verify(reply).refuses("a new userName must be stored, or refused with a 4xx");
    verifyUserName(verify(read).status(200).reply, expected);
  });
  if (read.status === 200) await judge("okta.update.profile", () => verify(read).at("active").isNot(false));
  const { userName } = profileOf(read.body);
  return typeof userName === "string" && isApplied && isSuccess(reply) ? userName : undefined;
}

/** A PUT of the account under such a name. */
export function pushName({ t }: Walker, { id, person, current }: Account, userName: string): Promise<Reply> {
  return send(t, updateUser({ id, current, externalId: oktaIdOf(person) }, { ...toOktaValues(person), userName }));
}
