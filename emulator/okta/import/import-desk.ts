import type { ImportView } from "../../../src/engine/run.ts";
import type { AppUser } from "../provisioning/app-user.ts";
import type { AssignmentTable } from "../provisioning/assignment-table.ts";
import type { Directory, OktaUser } from "../org/directory.ts";
import { AccountChanges } from "./account-changes.ts";
import { isComplete } from "./import-notes.ts";
import { ImportReader } from "./import-reader.ts";
import type { ImportPlan } from "./import-reader.ts";
import { matchAccounts } from "./import-review.ts";
import type { ImportMatch, ImportReview, ImportRow } from "./import-review.ts";
import { toImportView } from "./import-view.ts";
import type { ImportedAccount } from "./import-users.ts";
import { LostAccounts } from "./lost-accounts.ts";
import { ProvisioningFailure } from "../provisioning/provisioning-failure.ts";
import type { ProvisioningContext } from "../provisioning/provisioning-context.ts";
import { safeguardNote, stopOf } from "./safeguard.ts";

const NOTHING: Omit<ImportReview, "error"> = {
  safeguard: null,
  scanned: 0,
  unchanged: 0,
  updated: 0,
  removed: 0,
  rows: [],
  groups: 0,
  notes: [],
};

/** The Import tab: reads the target's accounts, matches them with the directory, and confirms. */
export class ImportDesk {
  readonly #app: ProvisioningContext;
  readonly #table: AssignmentTable;
  readonly #directory: Directory;
  readonly #changes = new AccountChanges();
  readonly #lost: LostAccounts;
  readonly #confirmed = new Set<ImportedAccount>();
  readonly #reviews: { readonly review: ImportReview; readonly at: string }[] = [];
  /** An import that the safeguard has stopped. */
  #paused: ImportPlan | undefined;

  constructor(app: ProvisioningContext, table: AssignmentTable, directory: Directory) {
    this.#app = app;
    this.#table = table;
    this.#directory = directory;
    this.#lost = new LostAccounts(app.log, table);
  }

  /**
   * Import Now: works whatever the feature table shows, as its ticks only mirror settings. One that the safeguard has stopped is
   * canceled by the next.
   */
  async importNow(): Promise<ImportReview> {
    this.cancel();
    this.#app.log.write("system.import.start");
    try {
      const reader = new ImportReader(this.#app, this.#table, this.#lost);
      return this.#show(this.#decide(await reader.read()));
    } catch (error) {
      if (!(error instanceof ProvisioningFailure)) throw error;
      return this.#show({ ...NOTHING, error: error.message });
    }
  }

  /** Resume All Imports: what the safeguard has stopped is done. Null when there is nothing to resume. */
  resume(): ImportReview | null {
    const plan = this.#paused;
    if (plan === undefined) return null;
    this.#paused = undefined;
    this.#app.log.write("system.import.roadblock.reschedule_and_resume");
    return this.#show(this.#carryOut(plan));
  }

  /** Cancel the Affected Import: what the safeguard has stopped is not done. */
  cancel(): void {
    if (this.#paused !== undefined) this.#app.log.write("system.import.roadblock.resume");
    this.#paused = undefined;
  }

  /** Confirms the accounts with one of these matches; returns whom they were assigned to. Sends nothing. */
  confirm(matches: readonly Exclude<ImportMatch, "conflict">[]): readonly OktaUser[] {
    const wanted: readonly ImportMatch[] = matches;
    return this.#confirmAll(this.#open().filter((row) => wanted.includes(row.match)));
  }

  /** Confirms single rows, by the ids of their accounts; conflicts stay. Sends nothing. */
  confirmRows(ids: readonly string[]): readonly OktaUser[] {
    return this.#confirmAll(
      this.#open().filter(({ match, account }) => match !== "conflict" && ids.includes(account.id)),
    );
  }

  /** The review of each import; the last one is the tab as it stands. */
  views(): readonly ImportView[] {
    return this.#reviews.map(({ review, at }) => toImportView(review, at, this.#confirmed));
  }

  #open(): readonly ImportRow[] {
    return (this.#reviews.at(-1)?.review.rows ?? []).filter(({ account }) => !this.#confirmed.has(account));
  }

  #show(review: ImportReview): ImportReview {
    this.#reviews.push({ review, at: this.#app.log.time() });
    return review;
  }

  #decide(plan: ImportPlan): ImportReview {
    const removed = plan.missing.length;
    const appUsers = this.#table.rows().filter(({ user }) => this.#table.isAssigned(user)).length;
    const safeguard = stopOf({ removed, appUsers, orgAssignments: this.#directory.assignments() });
    if (safeguard === null) return this.#carryOut(plan);
    this.#paused = plan;
    const note = safeguardNote(safeguard);
    this.#app.log.write("system.import.roadblock", { reason: note });
    return { ...this.#count(plan), error: null, safeguard, rows: [], notes: [note, ...plan.notes] };
  }

  #carryOut(plan: ImportPlan): ImportReview {
    for (const row of plan.missing) this.#lost.remove(row);
    const review = { ...this.#count(plan), error: null, safeguard: null, notes: plan.notes };
    for (const { account, row } of plan.known) {
      if (this.#changes.hasChanged(this.#app, account, row)) {
        this.#app.log.writeUser("system.import.user.update", row.user);
      }
      this.#changes.remember(account, row);
    }
    this.#app.log.write("system.import.complete");
    return { ...review, rows: matchAccounts(plan.own, this.#unlinkedUsers()) };
  }

  #count({
    scanned,
    known,
    missing,
    groups,
  }: ImportPlan): Omit<ImportReview, "error" | "safeguard" | "rows" | "notes"> {
    const updated = known.filter(({ account, row }) => this.#changes.hasChanged(this.#app, account, row)).length;
    return { scanned, updated, unchanged: known.length - updated, removed: missing.length, groups };
  }

  #unlinkedUsers(): readonly OktaUser[] {
    return this.#directory.users().filter((user) => this.#table.row(user)?.targetId === undefined);
  }

  #confirmAll(rows: readonly ImportRow[]): readonly OktaUser[] {
    return rows
      .filter(({ account }) => isComplete(account))
      .map(({ account, user }) => this.#assign(account, user ?? this.#addUser(account)).user);
  }

  #addUser({ userName, givenName, familyName, email }: ImportedAccount): OktaUser {
    return this.#directory.addUser({
      userName,
      firstName: givenName,
      lastName: familyName,
      email: email === "" ? userName : email,
    });
  }

  #assign(account: ImportedAccount, user: OktaUser): AppUser {
    this.#confirmed.add(account);
    this.#app.log.writeUser("system.import.user_match.confirm", user);
    if (!this.#table.isAssigned(user)) this.#table.assignUser(user, {});
    const row = this.#table.open(user);
    row.targetId = account.id;
    row.isActive = account.isActive;
    row.status = "provisioned";
    this.#changes.remember(account, row);
    this.#app.log.noteMembership(user, true);
    return row;
  }
}
