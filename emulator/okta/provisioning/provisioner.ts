import { hasAccount } from "./app-user.ts";
import type { AppUser } from "./app-user.ts";
import type { AssignmentTable } from "./assignment-table.ts";
import { logPasswordJob } from "../log/user-events.ts";
import type { OktaUser } from "../org/directory.ts";
import type { ProvisioningContext } from "./provisioning-context.ts";
import type { ProvisioningQueue } from "./provisioning-queue.ts";
import { toReport } from "./provisioning-report.ts";
import type { ProvisioningOutcome, ProvisioningReport } from "./provisioning-report.ts";
import { pushPassword } from "./accounts/push-password.ts";
import { attempt, isFrozen, settleUser } from "./settle-user.ts";

/** What provisioning works with. */
export interface ProvisionerParts {
  readonly context: ProvisioningContext;
  readonly table: AssignmentTable;
  readonly queue: ProvisioningQueue;
}

/** Brings accounts in line with assignments, job by job, while API integration is enabled. */
export class Provisioner {
  readonly #parts: ProvisionerParts;
  /** Enable API integration: while it is cleared nothing is sent. */
  isIntegrated = true;

  constructor(parts: ProvisionerParts) {
    this.#parts = parts;
  }

  /** Does for people what their assignments say. */
  settle(users: readonly OktaUser[], notes: readonly string[] = []): Promise<ProvisioningReport> {
    const { context, table } = this.#parts;
    for (const user of users) this.#expect(user);
    const listed = users.filter((user) => table.row(user) !== undefined);
    const jobs = listed.map((user) => () => settleUser(context, table, user));
    return this.#work(jobs, notes);
  }

  /**
   * Pushes changed profiles of people who are provisioned. Whoever is not has to be provisioned by an assignment or a retry: a profile
   * change repeats no create that has failed.
   */
  pushProfiles(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    const { table } = this.#parts;
    const isProvisioned = (row: AppUser | undefined): boolean =>
      row !== undefined && (row.status === "provisioned" || hasAccount(row));
    return this.settle(users.filter((user) => table.isAssigned(user) && isProvisioned(table.row(user))));
  }

  /** Syncs changed passwords. */
  pushPasswords(users: readonly OktaUser[]): Promise<ProvisioningReport> {
    const { context, table } = this.#parts;
    const rows = users.filter((user) => table.isAssigned(user)).flatMap((user) => table.row(user) ?? []);
    return this.#work(
      rows.map((row) => () => {
        const job = logPasswordJob(context.log, row);
        return attempt(context, row, { job, work: () => pushPassword(context, row) });
      }),
      [],
    );
  }

  async #work(
    jobs: readonly (() => Promise<ProvisioningOutcome>)[],
    notes: readonly string[],
  ): Promise<ProvisioningReport> {
    if (!this.isIntegrated) {
      return toReport([], { notes: [...notes, "Enable API integration is off: nothing is sent."] });
    }
    return toReport(await this.#parts.queue.run(jobs), { notes });
  }

  /** Gives an assigned person a line, with the red ball that stands there until the job is done. */
  #expect(user: OktaUser): void {
    const { context, table } = this.#parts;
    context.log.noteMembership(user, table.isAssigned(user));
    if (!table.isAssigned(user)) return;
    const row = table.open(user);
    if (row.status !== "provisioned" && !isFrozen(user, context)) row.status = "pending";
  }
}
