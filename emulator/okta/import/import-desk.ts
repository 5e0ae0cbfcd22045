import type { AssignmentTable } from "../provisioning/assignment-table.ts";
import type { Directory, OktaUser } from "../org/directory.ts";
import { matchAccounts } from "./import-review.ts";
import type { ImportMatch, ImportRow } from "./import-review.ts";
import { readAll, toImportedAccount } from "./import-users.ts";
import type { ImportedAccount } from "./import-users.ts";
import { ProvisioningFailure } from "../provisioning/provisioning-failure.ts";
import type { ProvisioningContext } from "../provisioning/provisioning-context.ts";

/** What Import Now came to. */
export interface ImportReview {
  /** What the admin reads when the import failed; null when it did not. */
  readonly error: string | null;
  /** Accounts that the target listed, each id once; inactive ones that are skipped do not count. */
  readonly scanned: number;
  /** Accounts that belong to app users already. */
  readonly unchanged: number;
  /** Accounts to be confirmed. Only those that this run made are shown: an import confirms nobody else's. */
  readonly rows: readonly ImportRow[];
  /** Groups that the target listed; only with Import Groups. */
  readonly groups: number;
  readonly notes: readonly string[];
}

/** The Import tab: reads the target's accounts, matches them with the directory, and confirms. */
export class ImportDesk {
  readonly #app: ProvisioningContext;
  readonly #table: AssignmentTable;
  readonly #directory: Directory;
  #rows: readonly ImportRow[] = [];

  constructor(app: ProvisioningContext, table: AssignmentTable, directory: Directory) {
    this.#app = app;
    this.#table = table;
    this.#directory = directory;
  }

  /** Import Now: works whatever the feature table shows, as its ticks only mirror settings. */
  async importNow(): Promise<ImportReview> {
    try {
      return await this.#import();
    } catch (error) {
      if (!(error instanceof ProvisioningFailure)) throw error;
      return { error: error.message, scanned: 0, unchanged: 0, rows: [], groups: 0, notes: [] };
    }
  }

  /** Confirms the accounts with one of these matches that are chosen; returns whom they were assigned to. Sends nothing. */
  confirm(
    matches: readonly Exclude<ImportMatch, "conflict">[],
    isChosen: (row: ImportRow) => boolean = () => true,
  ): readonly OktaUser[] {
    const wanted: readonly ImportMatch[] = matches;
    const confirmed = this.#rows.filter(
      (row) => wanted.includes(row.match) && isComplete(row.account) && isChosen(row),
    );
    this.#rows = this.#rows.filter((row) => !confirmed.includes(row));
    return confirmed.map((row) => this.#assign(row.account, row.user ?? this.#addUser(row.account)));
  }

  async #import(): Promise<ImportReview> {
    const { client, texts, settings } = this.#app;
    const { importGroups, importInactive } = settings();
    const context = texts.import();
    const users = await readAll(client, { endpoint: "/Users", context, keep: toImportedAccount });
    const groups = importGroups
      ? await readAll(client, { endpoint: "/Groups", context, keep: () => true })
      : { entries: [], notes: [] };
    const listed = users.entries;
    const scanned = listed.filter((account) => account.isActive || importInactive);
    const known = new Set(this.#table.rows().map((row) => row.targetId));
    const fresh = scanned.filter((account) => !known.has(account.id));
    const own = fresh.filter((account) => client.isOwn("/Users", account.id));
    const others = fresh.filter((account) => !own.includes(account));
    const gone = others.filter(({ userName }) => client.bearsMark(userName)).length;
    this.#rows = matchAccounts(own, this.#unlinkedUsers());
    return {
      error: null,
      scanned: scanned.length,
      unchanged: scanned.length - fresh.length,
      rows: this.#rows,
      groups: groups.entries.length,
      notes: [
        ...users.notes,
        ...groups.notes,
        ...notesOn({ listed, scanned, strangers: others.length - gone, gone, own }),
      ],
    };
  }

  #unlinkedUsers(): readonly OktaUser[] {
    return this.#directory.users().filter((user) => this.#table.row(user)?.targetId === undefined);
  }

  #addUser({ userName, givenName, familyName, email }: ImportedAccount): OktaUser {
    return this.#directory.addUser({
      userName,
      firstName: givenName,
      lastName: familyName,
      email: email === "" ? userName : email,
    });
  }

  #assign(account: ImportedAccount, user: OktaUser): OktaUser {
    if (!this.#table.isAssigned(user)) this.#table.assignUser(user, {});
    const row = this.#table.open(user);
    row.targetId = account.id;
    row.isActive = account.isActive;
    row.status = "provisioned";
    return user;
  }
}

interface Listing {
  readonly listed: readonly ImportedAccount[];
  readonly scanned: readonly ImportedAccount[];
  readonly strangers: number;
  /** Made by the run, which has removed them, or was never told that they are there. */
  readonly gone: number;
  readonly own: readonly ImportedAccount[];
}

function notesOn({ listed, scanned, strangers, gone, own }: Listing): readonly string[] {
  const skipped = listed.length - scanned.length;
  const inactive = scanned.filter((account) => !account.isActive).length;
  const incomplete = own.filter((account) => !isComplete(account)).length;
  return [
    skipped > 0 ? `Inactive accounts skipped: ${skipped}. Only active ones are imported.` : "",
    inactive > 0 ? `Inactive accounts listed: ${inactive}. A real tenant may skip them.` : "",
    gone > 0 ? `Accounts with this run's mark that should not be there any more, left alone: ${gone}.` : "",
    strangers > 0 ? `Accounts that this run did not make, left alone: ${strangers}.` : "",
    incomplete > 0
      ? `Accounts without a first name, a last name or an e-mail: ${incomplete}. They cannot be imported.`
      : "",
  ].filter((note) => note !== "");
}

function isComplete({ givenName, familyName, email }: ImportedAccount): boolean {
  return givenName !== "" && familyName !== "" && email !== "";
}
