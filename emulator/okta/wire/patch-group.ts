import type { JsonObject } from "../../../src/scim/json.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import { PATCH_OP_URN } from "../../../src/scim/urns.ts";
import type { WireRequest } from "./wire-request.ts";
import { oktaRequest, resourcePath } from "./wire-request.ts";
import { toMember } from "./write-group.ts";
import type { OktaGroupMember } from "./write-group.ts";

/** Who leaves a group and who joins it. */
export interface MembershipChange {
  /** Ids at the target. */
  readonly remove: readonly string[];
  readonly add: readonly OktaGroupMember[];
}

/**
 * PATCH of a group's name: a replace without a path that repeats the read-only id. Sent right after a create and with every
 * change of members, whether the name has changed or not.
 */
export function renameGroup(id: string, displayName: string): WireRequest {
  return patchGroup(id, [{ op: "replace", value: { id, displayName } }]);
}

/** PATCH of a group's members: one remove for each who leaves, then one add for all who join. */
export function changeMembers(id: string, change: MembershipChange): WireRequest {
  const removes = change.remove.map((value) => ({ op: "remove", path: filterOf`members[value eq ${quoted(value)}]` }));
  const adds = change.add.length === 0 ? [] : [{ op: "add", path: "members", value: change.add.map(toMember) }];
  return patchGroup(id, [...removes, ...adds]);
}

/** PATCH of "Push now": the whole list of members, which may be empty. */
export function replaceMembers(id: string, members: readonly OktaGroupMember[]): WireRequest {
  return patchGroup(id, [{ op: "replace", path: "members", value: members.map(toMember) }]);
}

function patchGroup(id: string, operations: readonly JsonObject[]): WireRequest {
  return oktaRequest("PATCH", resourcePath("/Groups", id), { schemas: [PATCH_OP_URN], Operations: operations });
}
