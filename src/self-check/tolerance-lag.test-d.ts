import type { ServerPorts, StoredResource, StoredType } from "../server/ports.ts";
import type { Variant } from "./tolerance-run.test-d.ts";

// Part of the test of tolerance: reads from a replica that lags behind.

interface Version {
  readonly since: number;
  readonly resource: StoredResource | undefined;
}

type History = Readonly<Record<StoredType, Map<string, Version[]>>>;

/** Writes go to one server, reads to another whose store shows each write 300 ms later. */
export const lagging: Variant = (build, clock) => {
  const history: History = { User: new Map(), Group: new Map() };
  const note = (type: StoredType, id: string, resource: StoredResource | undefined): void => {
    const versions = history[type].get(id) ?? [];
    history[type].set(id, [...versions, { since: clock.now(), resource }]);
  };
  const find = (type: StoredType, id: string): StoredResource | undefined =>
    history[type].get(id)?.findLast(({ since }) => since <= clock.now() - 300)?.resource;
  const writer = build({ ports: ({ store }) => ({ store: noting(store, note) }) });
  const reader = build({ ports: ({ store }) => ({ store: replica(store, history, find) }) });
  return (request) => (request.method === "GET" ? reader(request) : writer(request));
};

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
