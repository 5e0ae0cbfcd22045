import type { AssignmentTable } from "../provisioning/assignment-table.ts";
import type { OktaGroup } from "../org/directory.ts";
import type { PushedMembers } from "./group-push.ts";

/** Who may be pushed with a group. */
export interface PushedPeople {
  /** The members that a group has for the target at the moment. */
  readonly membersOf: (group: OktaGroup) => PushedMembers;
  /** Ids at the target of people who are not activated yet: that they leave a group is not sent. */
  readonly stagedIds: () => ReadonlySet<string>;
}

/**
 * A member is pushed who is assigned to the app and has an account that the app knows, however the last job for that person
 * ended: a profile push that failed throws nobody out.
 */
export function createPushedPeople(table: AssignmentTable): PushedPeople {
  return {
    membersOf: (group) =>
      group.members.flatMap((user) => {
        const id = table.row(user)?.targetId;
        return id === undefined || !table.isAssigned(user) ? [] : [{ value: id, display: user.profile.userName }];
      }),
    stagedIds: () =>
      new Set(table.rows().flatMap(({ user, targetId }) => (user.status === "staged" ? (targetId ?? []) : []))),
  };
}
