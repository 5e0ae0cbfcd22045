import type { AssignmentRow, TaskRow } from "../../../src/engine/run.ts";
import type { OktaUser } from "../org/directory.ts";
import type { OktaUserValues } from "../wire/user-values.ts";

/** Work about a person that failed, and waits to be tried again. */
export interface FailedTask {
  readonly kind: TaskRow["kind"];
  /** ISO 8601. */
  readonly at: string;
}

/** One person's line on the Assignments tab, and what the app knows of the person's account at the target. */
export interface AppUser {
  readonly user: OktaUser;
  status: AssignmentRow["status"];
  /** What stands beside the red X. */
  error: string | null;
  /** True while the error is a proper refusal by the target, with a reason. */
  isExplained: boolean;
  /** Undefined unless the last work failed. */
  task: FailedTask | undefined;
  /** The id of the account: stored when it is created, matched or imported, and used for every later request. */
  targetId: string | undefined;
  /** Whether the account is switched on, as far as the app knows. */
  isActive: boolean;
  /** False until the app has pushed a profile: an imported account has not been written to. */
  isLinked: boolean;
  /** True while a changed password has not arrived, so that a retry sends it. */
  owesPassword: boolean;
  /** What the last push carried, so that the next one is sent only when something differs. */
  pushed: OktaUserValues | undefined;
}

/** A fresh line for a newly assigned person. */
export function createAppUser(user: OktaUser): AppUser {
  return {
    user,
    status: "pending",
    error: null,
    isExplained: false,
    task: undefined,
    targetId: undefined,
    isActive: false,
    isLinked: false,
    owesPassword: false,
    pushed: undefined,
  };
}

/** The line as the Assignments tab shows it. */
export function toAssignmentRow({ user, status, error }: AppUser): AssignmentRow {
  return { userName: user.profile.userName, status, error };
}

/** True while the app has an account for the person that it has written to and that is switched on. */
export function hasAccount({ targetId, isLinked, isActive }: AppUser): boolean {
  return targetId !== undefined && isLinked && isActive;
}
