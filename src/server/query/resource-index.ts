import type { StoredResource } from "../ports.ts";

/** Finds the ids of resources by keys that follow from them. */
export interface ResourceIndex {
  /** Ids of the resources that have the key, the one that got it first in front; none have the key `undefined`. */
  readonly find: (key: string | undefined) => Iterable<string>;
  /** Takes note of a change: `before` is undefined for a new resource, `after` for a removed one. */
  readonly change: (before: StoredResource | undefined, after: StoredResource | undefined) => void;
}

/** An empty index over what `keysOf` says of a resource. */
export function createResourceIndex(keysOf: (resource: StoredResource) => readonly string[]): ResourceIndex {
  const idsByKey = new Map<string, Set<string>>();
  const add = (key: string, id: string): void => {
    const ids = idsByKey.get(key);
    if (ids === undefined) idsByKey.set(key, new Set([id]));
    else ids.add(id);
  };
  const remove = (key: string, id: string): void => {
    const ids = idsByKey.get(key);
    ids?.delete(id);
    if (ids?.size === 0) idsByKey.delete(key);
  };
  return {
    find: (key) => (key === undefined ? undefined : idsByKey.get(key)) ?? [],
    change: (before, after) => {
      const old = new Set(before && keysOf(before));
      const now = new Set(after && keysOf(after));
      if (before) for (const key of old) if (!now.has(key)) remove(key, before.id);
      if (after) for (const key of now) if (!old.has(key)) add(key, after.id);
    },
  };
}
