import { isArray, isObject } from "../../../scim/json.ts";
import type { Json, JsonObject } from "../../../scim/json.ts";
import { withAttributes } from "../change-resource.ts";
import type { Store, StoredResource } from "../../ports.ts";
import { locationOf } from "../representation.ts";

/**
 * The value of a user's readOnly attribute `groups` (RFC 7643 section 4.1.2): groups that name him are direct, groups
 * that name those are indirect.
 */
export async function membershipsOf(userId: string, store: Store, baseUrl: string): Promise<readonly JsonObject[]> {
  const direct = await store.findGroupsOf(userId);
  if (direct.length === 0) return [];
  const found = new Map<string, JsonObject>();
  let level = direct;
  let type = "direct";
  while (level.length > 0) {
    const fresh: StoredResource[] = [];
    // Marked as found at once: a group that is reached on several ways would else be followed several times, and those
    // above it several times that.
    for (const group of level) {
      if (found.has(group.id)) continue;
      found.set(group.id, toMembership(group, type, baseUrl));
      fresh.push(group);
    }
    level = (await Promise.all(fresh.map(async ({ id }) => store.findGroupsOf(id)))).flat();
    type = "indirect";
  }
  return [...found.values()];
}

/** Takes a user or group that is gone out of every group. */
export async function leaveAllGroups(memberId: string, store: Store, now: number): Promise<void> {
  for (const { id } of await store.findGroupsOf(memberId)) {
    await store.update("Group", id, (group) => withoutMember(group, memberId, now));
  }
}

function toMembership(group: StoredResource, type: string, baseUrl: string): JsonObject {
  return { value: group.id, $ref: locationOf(group, baseUrl), display: group.attributes["displayName"], type };
}

function withoutMember(group: StoredResource, memberId: string, now: number): StoredResource {
  const { members, ...others } = group.attributes;
  if (!isArray(members)) return group;
  const staying = members.filter((member: Json) => !isObject(member) || member["value"] !== memberId);
  return withAttributes(group, staying.length === 0 ? others : { ...others, members: staying }, now);
}
