import type { AppUser } from "./app-user.ts";
import { hasAccount } from "./app-user.ts";
import type { AssignmentTable } from "./assignment-table.ts";
import { logJob } from "../log/user-events.ts";
import type { LoggedJob } from "../log/user-events.ts";
import { deactivateUser } from "./accounts/deactivate-user.ts";
import type { OktaUser } from "../org/directory.ts";
import { ProvisioningFailure } from "./provisioning-failure.ts";
import { provisionUser } from "./accounts/provision-user.ts";
import type { ProvisioningContext } from "./provisioning-context.ts";
import type { ProvisioningOutcome } from "./provisioning-report.ts";
import { pushPassword } from "./accounts/push-password.ts";
import { pushUpdate } from "./accounts/update-user.ts";

/** True while nothing is sent about a person: suspended, or not yet activated where the app waits for that. */
export function isFrozen({ status }: OktaUser, { configured }: Pick<ProvisioningContext, "configured">): boolean {
  return status === "suspended" || (status === "staged" && configured.stagedUsers === "wait");
}

/**
 * One provisioning job: brings a person's account in line with the assignments as they are when the job's turn comes, and
 * notes on the person's line what came of it.
 */
export async function settleUser(
  app: ProvisioningContext,
  table: AssignmentTable,
  user: OktaUser,
): Promise<ProvisioningOutcome> {
  const row = table.row(user);
  if (row === undefined) return { result: "unchanged" };
  const isGrant = table.isAssigned(user);
  const work = async (): Promise<ProvisioningOutcome> => {
    const outcome = await (isGrant ? grant(app, row) : withdraw(app, table, row));
    row.error = null;
    row.isExplained = false;
    row.task = undefined;
    return outcome;
  };
  return attempt(app, row, { job: logJob(app.log, row, isGrant), work });
}

/** A piece of work for a person, and how the log tells it. */
export interface UserWork {
  readonly job: LoggedJob;
  readonly work: () => Promise<ProvisioningOutcome>;
}

/** Does a piece of work for a person, and notes on the person's line why it failed. */
export async function attempt(
  app: ProvisioningContext,
  row: AppUser,
  { job, work }: UserWork,
): Promise<ProvisioningOutcome> {
  if (isFrozen(row.user, app)) return { result: "unchanged" };
  try {
    const outcome = await work();
    job.done(outcome);
    return outcome;
  } catch (error) {
    if (!(error instanceof ProvisioningFailure)) throw error;
    row.status = "failed";
    row.error = error.message;
    row.isExplained = error.isExplained;
    row.task = job.failed(error.message);
    return { result: "refused", ...(error.note !== undefined && { note: error.note }) };
  }
}

async function grant(app: ProvisioningContext, row: AppUser): Promise<ProvisioningOutcome> {
  const outcome = await (hasAccount(row) ? pushUpdate(app, row) : provisionUser(app, row));
  if (row.owesPassword) await pushPassword(app, row);
  row.status = "provisioned";
  return outcome;
}

async function withdraw(app: ProvisioningContext, table: AssignmentTable, row: AppUser): Promise<ProvisioningOutcome> {
  const outcome = await deactivateUser(app, row);
  row.status = "deprovisioned";
  if (row.targetId === undefined) table.remove(row.user);
  return outcome;
}
