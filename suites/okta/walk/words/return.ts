import { isObject, isSuccess, verify } from "../../../../src/kit/index.ts";
import type { UserBody } from "../../../../src/kit/index.ts";
import { readUser } from "../../../../emulator/okta/wire/read-resource.ts";
import { newUser, oktaIdOf } from "../../words/okta-user.ts";
import { send } from "../../words/send.ts";
import { shownId } from "./walker.ts";
import type { Account, Walker, WhoIsThere } from "./walker.ts";

/** Who was there before somebody came back, and who is there now. */
export interface Returned {
  /** The account: the old record may be the one that is brought back. */
  readonly account: Account;
  readonly newcomer: WhoIsThere | undefined;
}

/** What is sent for somebody who comes back. */
export interface Comeback {
  readonly person: UserBody;
  /** The e-mail of somebody else, which a target may refuse. */
  readonly emails: UserBody["emails"];
}

/**
 * Somebody who was switched off comes back under another userName: the create has the externalId of the inactive record. The e-mail
 * is one that somebody has: a target may refuse it, in a way that Okta understands.
 */
export async function comeBack(walker: Walker, account: Account, { person, emails }: Comeback): Promise<Returned> {
  const { t, judge } = walker;
  const body = { ...person, externalId: oktaIdOf(account.person) };
  const shared = emails === undefined ? body : { ...body, emails };
  const first = await send(t, newUser(shared));
  // What was refused may be there all the same: the second create is for another name.
  const another = { ...t.make.userBody({ label: "again" }), externalId: body.externalId };
  const [reply, sent] =
    isSuccess(first) || emails === undefined ? [first, shared] : [await send(t, newUser(another)), another];
  const although = "whoever has the externalId is inactive";
  const id = shownId(reply);
  if (!isSuccess(reply) || id === undefined) {
    const made = await t.make.user({ label: "joining" });
    await judge(NEW_NAME, () => verify(reply, { although }).succeeds().at("id").isText());
    return { account, newcomer: { id: made.id, person: made.sent } };
  }
  if (id !== account.id) {
    await judge(NEW_NAME, () =>
      verify(reply, { although })
        .at("active")
        .holds("true", (active) => active !== false),
    );
    return { account, newcomer: { id, person: sent } };
  }
  const read = await send(t, readUser(id));
  await judge(NEW_NAME, () =>
    verify(read, { others: [reply], although })
      .status(200)
      .at("active")
      .is(true),
  );
  const current = isObject(read.body) ? read.body : account.current;
  const renamed = { ...account.person, userName: person.userName };
  return { account: { ...account, person: renamed, current }, newcomer: undefined };
}

const NEW_NAME = "okta.return.new-name";
