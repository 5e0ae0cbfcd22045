import { getIgnoreCase, isObject, isSuccess, jsonEqual, verify } from "../../../../src/kit/index.ts";
import type { JsonObject, Reply, UserBody } from "../../../../src/kit/index.ts";
import { patchActive } from "../../../../emulator/okta/wire/patch-active.ts";
import { readUser } from "../../../../emulator/okta/wire/read-resource.ts";
import { replaceActive } from "../../../../emulator/okta/wire/replace-user.ts";
import { oktaIdOf } from "../../words/okta-user.ts";
import { send } from "../../words/send.ts";
import { profileOf, verifyMapped } from "../../words/verify-user.ts";
import { matchInOtherLetters } from "./directory.ts";
import { objectIn } from "./walker.ts";
import type { Account, WhoIsThere, Walker } from "./walker.ts";

/** Somebody loses the app: a PATCH of `active`, a reading, and the match query, which still finds the account. */
export async function takeAway(walker: Walker, account: Account, others: readonly WhoIsThere[]): Promise<Account> {
  const { t, judge } = walker;
  const { id, person, current, second } = account;
  const reply = await send(t, patchActive(id, false));
  await judge("okta.deactivate.patch", () => verify(reply).status(200, 204));
  const read = await readSwitched(walker, id, false);
  if (isOff(read)) await judge("okta.deactivate.readable", () => verify(read).status(200));
  const check = read.status === 200 ? "okta.deactivate.patch" : "okta.deactivate.readable";
  if (isSuccess(reply) && (await judge(check, () => verify(read).status(200).at("active").is(false)))) {
    const isKept = await judge("okta.duplicate.unchanged", () => verifyNotOverwritten(read, current, second));
    if (isKept) await judge("okta.deactivate.patch-only-active", () => verifyMapped(verify(read), profileOf(current)));
  }
  const { userName } = person;
  const names = { userName, spelled: userName.toUpperCase() };
  await matchInOtherLetters(walker, { id, ...names, check: "okta.match.inactive", others, isPlus: true });
  return { id, person, current: objectIn(read, current) };
}

/** The way back: the same PATCH with true, and once more, which changes nothing. */
export async function giveBack(walker: Walker, account: Account): Promise<GivenBack> {
  const { t, judge } = walker;
  const { id, person, current } = account;
  const reply = await send(t, patchActive(id, true));
  await judge("okta.reactivate.patch", () => verify(reply).status(200, 204));
  await judge("okta.reactivate.answer", () => verifySaysActive(reply));
  const repeated = await send(t, patchActive(id, true));
  if (isSuccess(reply)) await judge("okta.deactivate.repeated", () => verify(repeated).status(200, 204));
  // Two answers that show the account save a reading.
  const isShown = [reply, repeated].every((answer) => isSuccess(answer) && isOn(answer));
  const read = isShown ? repeated : await readSwitched(walker, id, true);
  if (isSuccess(reply)) {
    await judge("okta.reactivate.patch", () => verify(read).succeeds().at("active").is(true));
  }
  return { account: { id, person, current: objectIn(read, current) }, isThere: read.status !== 404 };
}

/** Who is switched on again. */
export interface GivenBack {
  readonly account: Account;
  /** False where nobody has the id any more. */
  readonly isThere: boolean;
}

/** The same by PUT of the server's own representation, as apps made in the wizard do it. */
export async function switchByPut(walker: Walker, account: Account): Promise<Account> {
  const off = await putActive(walker, account, false);
  await walker.judge("okta.deactivate.put", () => verify(off.reply).succeeds());
  await walker.judge("okta.deactivate.put", () => verify(off.read).status(200).at("active").is(false));
  const before = { ...account, current: objectIn(off.read, account.current) };
  const reply = await pushActive(walker, before, true);
  await walker.judge("okta.reactivate.put", () => verify(reply).succeeds());
  // An answer that shows the account saves a reading: the one after the next PUT tells the same.
  const isShown = isSuccess(reply) && isOn(reply);
  const read = isShown ? reply : await readSwitched(walker, account.id, true);
  await walker.judge("okta.reactivate.put", () => verify(read).succeeds().at("active").is(true));
  return { ...account, current: objectIn(read, account.current) };
}

async function putActive(walker: Walker, account: Account, active: boolean): Promise<Switched> {
  const reply = await pushActive(walker, account, active);
  return { reply, read: await readSwitched(walker, account.id, active) };
}

function pushActive({ t }: Walker, { id, person, current }: Account, active: boolean): Promise<Reply> {
  return send(t, replaceActive({ id, current, externalId: oktaIdOf(person) }, active));
}

interface Switched {
  readonly reply: Reply;
  readonly read: Reply;
}

function readSwitched({ t }: Walker, id: string, active: boolean): Promise<Reply> {
  return t.settle(
    () => send(t, readUser(id)),
    (reply) => isOff(reply) !== active,
  );
}

function isOn({ body }: Reply): boolean {
  return isObject(body) && getIgnoreCase(body, "active") === true;
}

function isOff({ body }: Reply): boolean {
  return isObject(body) && getIgnoreCase(body, "active") === false;
}

/** Throws where the account shows what the second create of its name has sent. */
function verifyNotOverwritten(read: Reply, current: JsonObject, second: UserBody | undefined): void {
  const { givenName } = profileOf(second);
  if (givenName === undefined || jsonEqual(givenName, profileOf(current).givenName)) return;
  const although = "it had another one before a second create of the same userName";
  verify(read, { although })
    .at("name", "givenName")
    .holds("as it was", (shown) => !jsonEqual(shown, givenName));
}

/** A body that is not the user says nothing about active. */
function verifySaysActive(reply: Reply): void {
  const active = verify(reply).at("active");
  if (verify(reply).at("userName").value !== undefined || active.value !== undefined) active.is(true);
}
