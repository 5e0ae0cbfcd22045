/** Runs a task when no other task with the same key is running; tasks with the same key run in the order of the calls. */
export type KeyedLock = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** A lock of its own; keys that nobody waits for take no memory. */
export function createKeyedLock(): KeyedLock {
  const tails = new Map<string, Promise<unknown>>();
  return async (key, task) => {
    const before = tails.get(key);
    const run = before === undefined ? task() : before.then(task, task);
    tails.set(key, run);
    try {
      return await run;
    } finally {
      if (tails.get(key) === run) tails.delete(key);
    }
  };
}
