import type { SafeguardStop } from "../../../src/engine/run.ts";
import type { OktaUser } from "../org/directory.ts";
import type { ImportedAccount } from "./import-users.ts";

/**
 * How an imported account stands to the directory: `exact` = an Okta user has this user name; `partial` = first and last
 * name are those of one, but user name or e-mail differ; `conflict` = more than one pair would be possible; `new` = nobody.
 */
export type ImportMatch = "new" | "exact" | "partial" | "conflict";

/** One line of the Import tab. */
export interface ImportRow {
  readonly account: ImportedAccount;
  readonly match: ImportMatch;
  /** Whom it would be assigned to; undefined for new accounts and conflicts. */
  readonly user: OktaUser | undefined;
}

/** What Import Now came to. */
export interface ImportReview {
  /** What the admin reads when the import failed; null when it did not. */
  readonly error: string | null;
  /** Why it was stopped before it changed anything; null when it was not. */
  readonly safeguard: SafeguardStop | null;
  /** Accounts that the target listed, each id once; inactive ones that are skipped do not count. */
  readonly scanned: number;
  /** Accounts that belong to app users already, and say what they said before. */
  readonly unchanged: number;
  /** Accounts of app users that say something else. */
  readonly updated: number;
  /** App users who lost the app, as the target does not list their accounts any more. */
  readonly removed: number;
  /** Accounts to be confirmed. Only those that this run made are shown: an import confirms nobody else's. */
  readonly rows: readonly ImportRow[];
  /** Groups that the target listed; only with Import Groups. */
  readonly groups: number;
  readonly notes: readonly string[];
}

/** Matches accounts with directory users who have no account of the app yet. Each user is given to one account at most. */
export function matchAccounts(accounts: readonly ImportedAccount[], users: readonly OktaUser[]): readonly ImportRow[] {
  const byLogin = groupBy(users, (user) => user.profile.userName.toLowerCase());
  const exact = new Map(accounts.map((account) => [account, byLogin.get(account.userName.toLowerCase())?.[0]]));
  const taken = countUses([...exact.values()]);
  const byName = groupBy(
    users.filter((user) => !taken.has(user)),
    ({ profile }) => fullName(profile.firstName, profile.lastName),
  );
  const sameName = groupBy(
    accounts.filter((account) => exact.get(account) === undefined),
    (account) => fullName(account.givenName, account.familyName),
  );
  return accounts.map((account) => {
    const user = exact.get(account);
    if (user !== undefined) return taken.get(user) === 1 ? row(account, "exact", user) : row(account, "conflict");
    const name = fullName(account.givenName, account.familyName);
    const candidates = byName.get(name) ?? [];
    if (candidates.length === 0) return row(account, "new");
    const isClear = candidates.length === 1 && sameName.get(name)?.length === 1;
    return isClear ? row(account, "partial", candidates[0]) : row(account, "conflict");
  });
}

function row(account: ImportedAccount, match: ImportMatch, user?: OktaUser): ImportRow {
  return { account, match, user };
}

function fullName(first: string, last: string): string {
  return JSON.stringify([first, last]);
}

function countUses(users: readonly (OktaUser | undefined)[]): ReadonlyMap<OktaUser, number> {
  const uses = new Map<OktaUser, number>();
  for (const user of users) if (user !== undefined) uses.set(user, (uses.get(user) ?? 0) + 1);
  return uses;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(items, keyOf);
}
