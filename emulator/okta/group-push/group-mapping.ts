import type { OktaGroup } from "../org/directory.ts";
import type { MembershipChange } from "../wire/patch-group.ts";
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
  /** The members that pushes have left at the target, as far as Okta put them there; by id at the target. */
  pushed: readonly OktaGroupMember[];
}

/** Who has left a pushed group and who has joined it since the last push. */
export function membershipChange(
  before: readonly OktaGroupMember[],
  after: readonly OktaGroupMember[],
): MembershipChange {
  const known = new Set(before.map((member) => member.value));
  const wanted = new Set(after.map((member) => member.value));
  return {
    remove: [...known].filter((id) => !wanted.has(id)),
    add: after.filter((member) => !known.has(member.value)),
  };
}

/** A change in parts of so many people at most, in order: everybody who leaves, and then everybody who joins. */
export function inParts({ remove, add }: MembershipChange, size: number): readonly MembershipChange[] {
  const count = Math.ceil((remove.length + add.length) / size);
  return Array.from({ length: count }, (_, part) => {
    const [from, to] = [part * size, (part + 1) * size];
    const joined = (place: number): number => Math.max(0, place - remove.length);
    return { remove: remove.slice(from, to), add: add.slice(joined(from), joined(to)) };
  });
}

/** The members after a change. */
export function afterChange(
  members: readonly OktaGroupMember[],
  { remove, add }: MembershipChange,
): readonly OktaGroupMember[] {
  const gone = new Set(remove);
  return [...members.filter((member) => !gone.has(member.value)), ...add];
}
