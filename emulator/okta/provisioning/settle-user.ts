import type { AppUser } from "./app-user.ts";
import type { AssignmentTable } from "./assignment-table.ts";
import { deactivateUser } from "./deactivate-user.ts";
import { logJob } from "../log/user-events.ts";
import type { OktaUser } from "../org/directory.ts";
import { ProvisioningFailure } from "./provisioning-failure.ts";
import { provisionUser } from "./provision-user.ts";
import type { ProvisioningContext } from "./provisioning-context.ts";
import type { ProvisioningOutcome } from "./provisioning-report.ts";
import { pushUpdate } from "./update-user.ts";

/** True while nothing is sent about a person: not yet activated, or suspended. */
export function isFrozen(user: OktaUser): boolean {
  return user.status === "staged" || user.status === "suspended";
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
  if (row === undefined || isFrozen(user)) return { result: "unchanged" };
  const isGrant = table.isAssigned(user);
  const job = logJob(app.log, row, isGrant);
  try {
    const outcome = await (isGrant ? grant(app, row) : withdraw(app, table, row));
    job.done(outcome);
    row.error = null;
    row.isExplained = false;
    row.task = undefined;
    return outcome;
  } catch (error) {
    if (!(error instanceof ProvisioningFailure)) throw error;
    row.status = "failed";
    row.error = error.message;
    row.isExplained = error.isExplained;
    row.task = job.failed(error.message);
    return { result: "refused" };
  }
}

async function grant(app: ProvisioningContext, row: AppUser): Promise<ProvisioningOutcome> {
  const hasAccount = row.targetId !== undefined && row.isLinked && row.isActive;
  const outcome = await (hasAccount ? pushUpdate(app, row) : provisionUser(app, row));
  row.status = "provisioned";
  return outcome;
}

async function withdraw(app: ProvisioningContext, table: AssignmentTable, row: AppUser): Promise<ProvisioningOutcome> {
  const outcome = await deactivateUser(app, row);
  row.status = "deprovisioned";
  if (row.targetId === undefined) table.remove(row.user);
  return outcome;
}
