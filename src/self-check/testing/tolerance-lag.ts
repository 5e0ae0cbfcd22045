import type { ServerPorts, StoredResource, StoredType } from "../../server/ports.ts";
import type { Variant } from "./tolerance-run.ts";

// Part of the test of tolerance: reads from a replica that lags behind.

interface Version {
  /** When reads begin to show it. */
  readonly from: number;
  readonly resource: StoredResource | undefined;
}

type History = Readonly<Record<StoredType, Map<string, Version[]>>>;

/** Writes go to one server, reads to another whose store shows each write so many milliseconds later. */
export function laggingBy(lagOf: () => number): Variant {
  return (build, clock) => {
    const history: History = { User: new Map(), Group: new Map() };
    const note = (type: StoredType, id: string, resource: StoredResource | undefined): void => {
      const versions = history[type].get(id) ?? [];
      // A write never shows before the one that it comes after.
      const from = Math.max(clock.now() + lagOf(), versions.at(-1)?.from ?? 0);
      history[type].set(id, [...versions, { from, resource }]);
    };
    const find = (type: StoredType, id: string): StoredResource | undefined =>
      history[type].get(id)?.findLast(({ from }) => from <= clock.now())?.resource;
    const writer = build({ ports: ({ store }) => ({ store: noting(store, note) }) });
    const reader = build({ ports: ({ store }) => ({ store: replica(store, history, find) }) });
    return (request) => (request.method === "GET" ? reader(request) : writer(request));
  };
}

/** Reads that are always 300 ms behind. */
export const lagging: Variant = laggingBy(() => 300);

type Store = ServerPorts["store"];

function noting(store: Store, note: (type: StoredType, id: string, resource?: StoredResource) => void): Store {
  return {
    ...store,
    insert: async (resource) => {
      await store.insert(resource);
      note(resource.type, resource.id, resource);
    },
    update: async (type, id, change) => {
      const changed = await store.update(type, id, change);
      if (changed !== undefined) note(type, id, changed);
      return changed;
    },
    remove: async (type, id) => {
      note(type, id);
      return store.remove(type, id);
    },
  };
}

function replica(
  store: Store,
  history: History,
  find: (type: StoredType, id: string) => StoredResource | undefined,
): Store {
  const list = (type: StoredType): readonly StoredResource[] =>
    [...history[type].keys()].flatMap((id) => find(type, id) ?? []);
  return {
    ...store,
    find: async (type, id) => find(type, id),
    list: async (type) => list(type),
    findByUserName: async (userName) =>
      list("User").find(({ attributes }) => String(attributes["userName"]).toLowerCase() === userName.toLowerCase()),
    findGroupsOf: async (memberId) =>
      list("Group").filter(({ attributes }) => JSON.stringify(attributes["members"] ?? []).includes(`"${memberId}"`)),
  };
}
