import type { AppUser, FailedTask } from "../provisioning/app-user.ts";
import type { ProvisioningOutcome, ProvisioningResult } from "../provisioning/provisioning-report.ts";
import type { AppLog } from "./app-log.ts";
import type { OktaEventType } from "./event-types.ts";
import { findOperation } from "./failed-operation.ts";

/** A provisioning job as the log tells it. */
export interface LoggedJob {
  readonly done: (outcome: ProvisioningOutcome) => void;
  /** Returns the task that stands on the Tasks page from then on. */
  readonly failed: (message: string) => FailedTask;
}

/** What a job that went well leaves in the log. */
const DONE: Readonly<Record<ProvisioningResult, readonly OktaEventType[]>> = {
  created: [
    "application.provision.user.push",
    "application.provision.user.sync",
    "app.user_management.push_new_user_success",
  ],
  linked: ["application.provision.user.push_profile", "application.provision.user.sync"],
  updated: ["application.provision.user.push_profile"],
  reactivated: [
    "application.provision.user.reactivate",
    "application.provision.user.push_profile",
    "application.provision.user.sync",
  ],
  deactivated: ["application.provision.user.deactivate"],
  unchanged: [],
  refused: [],
};

type UserOperation = "match" | "create" | "link" | "update" | "reactivate" | "deactivate" | "password";

/** What an operation that failed leaves in it. */
const FAILED: Readonly<Record<UserOperation, readonly OktaEventType[]>> = {
  match: ["application.provision.user.verify_exists", "application.provision.user.sync"],
  create: ["application.provision.user.push", "application.provision.user.sync"],
  link: ["application.provision.user.push_profile", "application.provision.user.sync"],
  update: ["application.provision.user.push_profile"],
  reactivate: ["application.provision.user.reactivate", "application.provision.user.sync"],
  deactivate: ["application.provision.user.deactivate"],
  password: ["application.provision.user.password"],
};

/** Begins a job: `isGrant` for somebody who has the app, false for somebody who has lost it. */
export function logJob(log: AppLog, row: AppUser, isGrant: boolean): LoggedJob {
  // An imported account is known by its id: nobody looks for it.
  const isLookedFor = row.targetId === undefined || row.isLinked;
  return {
    done: ({ result }) => {
      if (result === "linked" && isLookedFor) log.writeUser("application.provision.user.verify_exists", row.user);
      for (const eventType of DONE[result]) log.writeUser(eventType, row.user);
    },
    failed: (message) => {
      const found = findOperation(message, contextsOf(log, row));
      const reason = found === undefined ? message : found.reason;
      for (const eventType of eventsOf(found)) log.writeUser(eventType, row.user, { reason });
      return { kind: kindOf(isGrant, found?.operation), at: log.time() };
    },
  };
}

/** Begins the sync of a password, which writes by itself that it was done: a retry syncs one beside other work. */
export function logPasswordJob(log: AppLog, row: AppUser): LoggedJob {
  return { ...logJob(log, row, true), done: () => undefined };
}

/** Writes that a password was synced: the Okta user's own, or one that was made for the app. */
export function logPassword(log: AppLog, row: AppUser, isOwn: boolean): void {
  log.writeUser(`application.provision.user.${isOwn ? "push_okta_password" : "push_password"}`, row.user);
}

/** Okta stops in silence where it cannot read the list that the match query brings: of that only the sync is seen. */
function eventsOf(
  found: { readonly operation: UserOperation; readonly reason: string | null } | undefined,
): readonly OktaEventType[] {
  if (found === undefined || found.reason === null) return ["application.provision.user.sync"];
  return FAILED[found.operation];
}

function kindOf(isGrant: boolean, operation: UserOperation | undefined): FailedTask["kind"] {
  if (!isGrant) return "deprovision";
  return operation === "update" || operation === "password" ? "update" : "provision";
}

function contextsOf({ texts }: AppLog, { user }: AppUser): Readonly<Record<UserOperation, string>> {
  const { userName, firstName, lastName } = user.profile;
  return {
    match: texts.match(userName),
    create: texts.create(userName, `${firstName} ${lastName}`),
    link: texts.link(userName),
    update: texts.update(userName),
    reactivate: texts.reactivate(userName),
    deactivate: texts.deactivate(userName),
    password: texts.password(userName),
  };
}
