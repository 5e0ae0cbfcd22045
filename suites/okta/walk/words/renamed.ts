import { inList, isSuccess, verify } from "../../../../src/kit/index.ts";
import { findUser } from "../../../../emulator/okta/wire/list-queries.ts";
import { matchUser } from "../../words/match-user.ts";
import { resourcesOf } from "../../words/page.ts";
import { send } from "../../words/send.ts";
import { isLeftOut, matchInOtherLetters } from "./directory.ts";
import { pushName } from "./profile.ts";
import type { Account, WhoIsThere, Walker } from "./walker.ts";

/** Letters that a query may lose on its way, and the check that is about each. */
const UNUSUAL = [
  { letter: "+", check: "okta.match.plus-sign" },
  { letter: "ö", check: "okta.match.utf-8" },
  { letter: "'", check: "okta.match.apostrophe" },
] as const;

const ALL = ["create", "update", "deactivate", "import", "group-push"];

/** The name with all of these letters. */
export function withUnusualLetters(userName: string): string {
  return withLetters(userName, UNUSUAL.map(({ letter }) => letter).join(""));
}

function withLetters(userName: string, letters: string): string {
  const at = userName.indexOf("@");
  const end = at < 0 ? userName.length : at;
  return `${userName.slice(0, end)}${letters}x${userName.slice(end)}`;
}

/** An account that has got another name. */
export interface Renamed {
  readonly account: Account;
  /** As it is shown. */
  readonly userName: string;
  /** A name without unusual letters. */
  readonly plain: string;
  readonly others: readonly WhoIsThere[];
}

/**
 * The match query by the new name. Where that finds nobody the account is renamed again: when it is found by a plain name, each of the
 * unusual letters is tried alone; where none of them is at fault the letter case is.
 */
export async function matchRenamed(walker: Walker, { account, userName, plain, others }: Renamed): Promise<void> {
  const { t, judge } = walker;
  const { id } = account;
  const sought = { id, userName, spelled: userName, check: "okta.rename.match", others };
  if (userName === plain) {
    await matchInOtherLetters(walker, sought);
    return;
  }
  const asked = await matchUser(t, sought.spelled);
  if (inList(asked, id) !== undefined) {
    for (const { check } of UNUSUAL) await judge(check, () => verify(asked).lists({ id }));
    await judge("okta.rename.match", () => verify(asked).listsOnly({ id }));
    return;
  }
  const isPlainFound = await isFoundAs(walker, account, plain);
  if (!isPlainFound) {
    await judge("okta.rename.match", () => verify(asked).lists({ id }));
    // Who shows nobody at all shows nobody who was ever pushed.
    if (resourcesOf(asked).length === 0 && !isLeftOut(asked) && account.isFound !== true)
      await judge("okta.match.found", () => verify(asked).lists({ id }), ALL);
    return;
  }
  let isTold = false;
  for (const { letter, check } of UNUSUAL) {
    const name = withLetters(plain, letter);
    if (!isSuccess(await pushName(walker, account, name))) continue;
    const found = await send(t, findUser(name));
    const isFound = await judge(check, () => verify(found).lists({ id }));
    // Many people have one in their names.
    if (letter === "'" && !isFound) await judge("okta.match.found", () => verify(found).lists({ id }), ALL);
    isTold = isTold || !isFound;
  }
  if (!isTold) await judge("okta.match.letter-case", () => verify(asked).lists({ id }));
}

async function isFoundAs(walker: Walker, account: Account, userName: string): Promise<boolean> {
  if (!isSuccess(await pushName(walker, account, userName))) return false;
  return inList(await matchUser(walker.t, userName), account.id) !== undefined;
}
