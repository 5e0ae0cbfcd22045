import type { GroupPushResult } from "../group-push/group-mapping.ts";
import type { OktaGroup } from "../org/directory.ts";
import type { AppLog } from "./app-log.ts";
import type { OktaEventType } from "./event-types.ts";
import { findOperation } from "./failed-operation.ts";

const FAILED: Readonly<Record<"create" | "update" | "members" | "delete", OktaEventType>> = {
  create: "application.provision.group.add",
  update: "application.provision.group.update",
  members: "application.provision.group_membership.update",
  delete: "application.provision.group.remove",
};

/** Writes that a group is pushed from now on. */
export function logNewPush(log: AppLog, group: OktaGroup): void {
  log.forgetPush(group);
  log.writeGroup("application.provision.group_push.mapping.created", group);
}

/** What was pushed. */
export interface LoggedPush {
  readonly result: GroupPushResult;
  /** True for Push now, which sends the whole membership. */
  readonly isWhole: boolean;
  /** False for an app that leaves names alone. */
  readonly isRenaming: boolean;
}

/** Writes that a group was pushed. */
export function logPush(log: AppLog, group: OktaGroup, push: LoggedPush): void {
  if (push.result === "deleted") return log.writeGroup("application.provision.group_push.delete_appgroup", group);
  const before = log.nameOfPush(group);
  if (push.isRenaming && before !== undefined && before !== group.name) {
    log.writeGroup("application.provision.group_push.mapping.app.group.renamed", group);
  }
  log.writeGroup(
    push.isWhole ? "application.provision.group_push.push_memberships" : "application.provision.group_push.updated",
    group,
  );
}

/** Writes that a push of a group failed. */
export function logFailedPush(log: AppLog, group: OktaGroup, message: string): void {
  const { texts } = log;
  const found = findOperation(message, {
    create: texts.createGroup(group.name),
    update: texts.updateGroup(group.name),
    members: texts.updateMembers(group.name),
    delete: texts.deleteGroup(group.name),
  });
  const failure = { reason: found === undefined ? message : found.reason };
  if (found !== undefined) log.writeGroup(FAILED[found.operation], group, failure);
  if (found?.operation === "create") return;
  log.writeGroup("application.provision.group_push.mapping.update.or.delete.failed.with.error", group, failure);
}
