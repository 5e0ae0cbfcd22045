import type { AppLog } from "../log/app-log.ts";
import type { AppUser } from "../provisioning/app-user.ts";
import type { AssignmentTable } from "../provisioning/assignment-table.ts";
import type { AssignedAttributes } from "../provisioning/mapped-values.ts";
import type { ImportedAccount } from "./import-users.ts";

interface LostAccount {
  readonly row: AppUser;
  readonly attributes: AssignedAttributes;
}

/**
 * App users whom an import took the app from, as the target did not list their accounts. Okta would match them anew when they
 * are listed again; here they are restored as they were: the next reading of a target that lags must find everybody again.
 */
export class LostAccounts {
  readonly #log: AppLog;
  readonly #table: AssignmentTable;
  readonly #lost = new Map<string, LostAccount>();

  constructor(log: AppLog, table: AssignmentTable) {
    this.#log = log;
    this.#table = table;
  }

  /** Takes the app from somebody. Sends nothing: there is no account to switch off. */
  remove(row: AppUser): void {
    const attributes = this.#table.sources(row.user).individual ?? {};
    if (row.targetId !== undefined) this.#lost.set(row.targetId, { row: { ...row }, attributes });
    this.#table.unassignUser(row.user);
    this.#table.remove(row.user);
    this.#log.writeUser("system.import.user.delete", row.user);
    this.#log.noteMembership(row.user, false);
  }

  /** Gives the app back to those who are listed again and have not got it otherwise; returns how many they are. */
  restore(listed: readonly ImportedAccount[]): number {
    return listed.filter(({ id }) => this.#restore(id)).length;
  }

  #restore(id: string): boolean {
    const lost = this.#lost.get(id);
    this.#lost.delete(id);
    if (lost === undefined || this.#table.row(lost.row.user) !== undefined) return false;
    this.#table.assignUser(lost.row.user, lost.attributes);
    Object.assign(this.#table.open(lost.row.user), lost.row);
    this.#log.noteMembership(lost.row.user, true);
    return true;
  }
}
