import { getIgnoreCase, inList, isObject, isSuccess, jsonEqual, verify } from "../../../../src/kit/index.ts";
import type { JsonObject, Reply, UserBody } from "../../../../src/kit/index.ts";
import { patchActive } from "../../../../emulator/okta/wire/patch-active.ts";
import { readUser } from "../../../../emulator/okta/wire/read-resource.ts";
import { replaceActive } from "../../../../emulator/okta/wire/replace-user.ts";
import { oktaIdOf } from "../../words/okta-user.ts";
import { send } from "../../words/send.ts";
import { profileOf, verifyMapped } from "../../words/verify-user.ts";
import { matchInOtherLetters, matchWithPlus } from "./directory.ts";
import { objectIn } from "./walker.ts";
import type { Account, WhoIsThere, Walker } from "./walker.ts";

/** Somebody loses the app: `active` as the app sends it, a reading, and the match query, which still finds the account. */
export async function takeAway(walker: Walker, account: Account, others: readonly WhoIsThere[]): Promise<Account> {
  const { judge, isOfWizard } = walker;
  const { id, person, current, second } = account;
  const [off] = checksOf(walker);
  const reply = await pushActive(walker, account, false);
  await judge(off, () => verifyTaken(walker, reply));
  const read = await readSwitched(walker, id, false);
  if (isOff(read)) await judge("okta.deactivate.readable", () => verify(read).status(200));
  const check = read.status === 200 ? off : "okta.deactivate.readable";
  if (isSuccess(reply) && (await judge(check, () => verify(read).status(200).at("active").is(false)))) {
    const isKept = await judge("okta.duplicate.unchanged", () => verifyNotOverwritten(read, current, second));
    if (isKept && !isOfWizard)
      await judge("okta.deactivate.patch-only-active", () => verifyMapped(verify(read), profileOf(current)));
  }
  const { userName } = person;
  const sought = { id, userName, spelled: userName.toUpperCase(), check: "okta.match.inactive", others };
  const found = await matchInOtherLetters(walker, sought);
  await matchWithPlus(walker, sought, found);
  return { id, person, current: objectIn(read, current), isFound: inList(found, id) !== undefined };
}

/** The way back: the same with true; an app of the catalogue sends it once more, which changes nothing. */
export async function giveBack(walker: Walker, account: Account): Promise<GivenBack> {
  const { judge, isOfWizard } = walker;
  const { id, current } = account;
  const [, on] = checksOf(walker);
  const reply = await pushActive(walker, account, true);
  await judge(on, () => verifyTaken(walker, reply));
  const repeated = isOfWizard ? reply : await repeatOn(walker, account, reply);
  // Answers that show the account save a reading.
  const isShown = [reply, repeated].every((answer) => isSuccess(answer) && isOn(answer));
  const read = isShown ? repeated : await readSwitched(walker, id, true);
  if (isSuccess(reply)) {
    await judge(on, () => verify(read).succeeds().at("active").is(true));
  }
  return { account: { ...account, current: objectIn(read, current) }, isThere: read.status !== 404 };
}

/** Who is switched on again. */
export interface GivenBack {
  readonly account: Account;
  /** False where nobody has the id any more. */
  readonly isThere: boolean;
}

async function repeatOn(walker: Walker, account: Account, first: Reply): Promise<Reply> {
  await walker.judge("okta.reactivate.answer", () => verifySaysActive(first));
  const repeated = await pushActive(walker, account, true);
  if (isSuccess(first)) await walker.judge("okta.deactivate.repeated", () => verifyTaken(walker, repeated));
  return repeated;
}

/** A PATCH of `active`; for an app of the wizard a PUT of the server's own representation. */
function pushActive({ t, isOfWizard }: Walker, { id, person, current }: Account, active: boolean): Promise<Reply> {
  return send(
    t,
    isOfWizard ? replaceActive({ id, current, externalId: oktaIdOf(person) }, active) : patchActive(id, active),
  );
}

/** The checks that are about switching off and on. */
function checksOf({ isOfWizard }: Walker): readonly [string, string] {
  return isOfWizard
    ? ["okta.deactivate.put", "okta.reactivate.put"]
    : ["okta.deactivate.patch", "okta.reactivate.patch"];
}

function verifyTaken({ isOfWizard }: Walker, reply: Reply): void {
  if (isOfWizard) verify(reply).succeeds();
  else verify(reply).status(200, 204);
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
