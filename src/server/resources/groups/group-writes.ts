import type { JsonObject } from "../../../scim/json.ts";
import { withAttributes } from "../change-resource.ts";
import { learnMembers, toStoredMembers } from "./group-members.ts";
import type { KnownMembers } from "./group-members.ts";
import { verifyStored } from "../../http/json-limits.ts";
import type { ServerLimits } from "../../http/limits.ts";
import { leaveAllGroups } from "./memberships.ts";
import type { Store, StoredResource } from "../../ports.ts";
import type { ServerContext } from "../../http/server-context.ts";

/** Writes groups. Attributes come in as a client gives them, the members among them not yet checked. */
export interface GroupWrites {
  readonly insert: (attributes: JsonObject) => Promise<StoredResource>;
  /** Undefined when there is no such group. `attributesOf` may be called more than once. */
  readonly update: (
    id: string,
    attributesOf: (current: StoredResource) => JsonObject,
  ) => Promise<StoredResource | undefined>;
}

/** Writes to the store of the context. */
export function createGroupWrites({ ports: { store }, clock, newId, limits }: ServerContext): GroupWrites {
  return {
    insert: async (attributes) => {
      const empty = newGroup(newId(), clock());
      const known: KnownMembers = new Map();
      const unknown = new Set<string>();
      withStoredMembers(empty, attributes, { known, unknown, limits });
      await learnMembers(unknown, known, store);
      const group = {
        ...empty,
        attributes: withStoredMembers(empty, attributes, { known, unknown: new Set(), limits }),
      };
      await store.insert(group);
      const isStale = await expelTheGone(known, store, clock);
      return (isStale ? await store.find("Group", group.id) : undefined) ?? group;
    },
    // New members have to be looked up, which takes time, but the change itself must see the group as it is: it is tried
    // again with what has been learnt until nothing is unknown.
    update: async (id, attributesOf) => {
      const known: KnownMembers = new Map();
      for (;;) {
        const unknown = new Set<string>();
        const changed = await store.update("Group", id, (current) => {
          const attributes = withStoredMembers(current, attributesOf(current), { known, unknown, limits });
          return unknown.size > 0 ? current : withAttributes(current, attributes, clock());
        });
        if (unknown.size === 0) return (await expelTheGone(known, store, clock)) ? store.find("Group", id) : changed;
        await learnMembers(unknown, known, store);
      }
    },
  };
}

interface Knowledge {
  readonly known: KnownMembers;
  readonly unknown: Set<string>;
  readonly limits: ServerLimits;
}

function withStoredMembers(group: StoredResource, attributes: JsonObject, knowledge: Knowledge): JsonObject {
  const { members, ...others } = attributes;
  const before = group.attributes["members"];
  const stored = toStoredMembers(members, { groupId: group.id, before, ...knowledge });
  // RFC 7643 section 2.5: an empty list is the same as no attribute.
  const result = stored.length === 0 ? others : { ...others, members: stored };
  verifyStored(result, knowledge.limits);
  return result;
}

/**
 * Takes out new members that were deleted after they had been looked up; true when there were any. A deletion that comes
 * later still finds the group by itself.
 */
async function expelTheGone(known: KnownMembers, store: Store, clock: () => number): Promise<boolean> {
  const now: KnownMembers = new Map();
  await learnMembers(known.keys(), now, store);
  const gone = [...now].flatMap(([id, facts]) => (facts === null ? id : []));
  for (const id of gone) await leaveAllGroups(id, store, clock());
  return gone.length > 0;
}

function newGroup(id: string, now: number): StoredResource {
  return { id, type: "Group", attributes: {}, created: now, lastModified: now, neverAssigned: false };
}
