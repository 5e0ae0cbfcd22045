import type { AppUser } from "../provisioning/app-user.ts";
import type { AssignmentTable } from "../provisioning/assignment-table.ts";
import type { ProvisioningContext } from "../provisioning/provisioning-context.ts";
import { ProvisioningFailure } from "../provisioning/provisioning-failure.ts";
import { findOperation } from "../log/failed-operation.ts";
import { notesOn } from "./import-notes.ts";
import { readAll, toImportedAccount } from "./import-users.ts";
import type { ImportReading, ImportedAccount, ImportedList } from "./import-users.ts";
import type { LostAccounts } from "./lost-accounts.ts";

/** What an import has read, and what follows from it. */
export interface ImportPlan {
  readonly scanned: number;
  /** Accounts of app users. */
  readonly known: readonly { readonly account: ImportedAccount; readonly row: AppUser }[];
  /** Accounts of the run that belong to nobody yet. */
  readonly own: readonly ImportedAccount[];
  /** App users whose accounts are not listed any more. */
  readonly missing: readonly AppUser[];
  readonly groups: number;
  readonly notes: readonly string[];
}

/** Reads what an import reads, and holds it against the users of the app. */
export class ImportReader {
  readonly #app: ProvisioningContext;
  readonly #table: AssignmentTable;
  readonly #lost: LostAccounts;

  constructor(app: ProvisioningContext, table: AssignmentTable, lost: LostAccounts) {
    this.#app = app;
    this.#table = table;
    this.#lost = lost;
  }

  /** Sends the requests of an import; those to /Groups only with Import Groups. Throws `ProvisioningFailure`. */
  async read(): Promise<ImportPlan> {
    const { importGroups, importInactive } = this.#app.settings();
    const users = await this.#list("/Users", toImportedAccount);
    const groups = importGroups ? await this.#list("/Groups", () => true) : { entries: [], notes: [] };
    const listed = users.entries;
    const scanned = listed.filter((account) => account.isActive || importInactive);
    const returned = this.#lost.restore(listed);
    const rows = new Map(this.#table.rows().map((row) => [row.targetId, row]));
    const known = scanned.flatMap((account) => {
      const row = rows.get(account.id);
      return row === undefined ? [] : [{ account, row }];
    });
    const strangers = scanned.filter(({ id }) => !rows.has(id) && !this.#app.client.isOwn("/Users", id));
    const own = scanned.filter(({ id }) => !rows.has(id) && this.#app.client.isOwn("/Users", id));
    const gone = strangers.filter(({ userName }) => this.#app.client.bearsMark(userName)).length;
    const counted = { listed, scanned, strangers: strangers.length - gone, gone, own, returned };
    return {
      scanned: scanned.length,
      known,
      own,
      missing: users.notes.length > 0 ? [] : this.#missing(new Set(listed.map(({ id }) => id))),
      groups: groups.entries.length,
      notes: [...users.notes, ...groups.notes, ...notesOn(counted)],
    };
  }

  /** Who was assigned one by one: a group's assignment does not end by an import. */
  #missing(listed: ReadonlySet<string>): readonly AppUser[] {
    return this.#table.rows().filter(({ user, status, targetId }) => {
      const isKnown = status === "provisioned" && targetId !== undefined;
      return isKnown && !listed.has(targetId) && this.#table.assignedBy(user) === "person";
    });
  }

  async #list<T>(endpoint: "/Users" | "/Groups", keep: ImportReading<T>["keep"]): Promise<ImportedList<T>> {
    const context = this.#app.texts.import();
    try {
      return await readAll(this.#app.client, { endpoint, context, keep });
    } catch (error) {
      if (error instanceof ProvisioningFailure) {
        const found = findOperation(error.message, { import: context });
        this.#app.log.write(
          endpoint === "/Users" ? "application.provision.user.import" : "application.provision.group.import",
          { reason: found === undefined ? error.message : found.reason },
        );
      }
      throw error;
    }
  }
}
