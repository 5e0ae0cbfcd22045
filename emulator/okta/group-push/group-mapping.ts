import type { OktaGroup } from "../org/directory.ts";
import type { OktaGroupMember } from "../wire/write-group.ts";

/** What became of one push; `kept` = unlinked, with the group left at the target. */
export type GroupPushResult = "created" | "linked" | "updated" | "deleted" | "kept" | "refused";

/** One line of the Push Groups tab. */
export interface GroupMapping {
  readonly group: OktaGroup;
  /** The id of the group at the target; undefined until it is created or found. */
  targetId: string | undefined;
  status: "active" | "error";
  /** What stands on the Errors tab. */
  error: string | null;
  /** When the last push ended, as ISO 8601. */
  at?: string;
  /** The members that the last push left at the target, as far as Okta put them there; by id at the target. */
  pushed: readonly OktaGroupMember[];
}

/** Who has left a pushed group and who has joined it since the last push. */
export function membershipChange(
  before: readonly OktaGroupMember[],
  after: readonly OktaGroupMember[],
): { readonly remove: readonly string[]; readonly add: readonly OktaGroupMember[] } {
  const known = new Set(before.map((member) => member.value));
  const wanted = new Set(after.map((member) => member.value));
  return {
    remove: [...known].filter((id) => !wanted.has(id)),
    add: after.filter((member) => !known.has(member.value)),
  };
}
