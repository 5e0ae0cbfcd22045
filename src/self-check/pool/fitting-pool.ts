import { loadDoers, perform } from "./jobs.ts";
import type { Doers } from "./jobs.ts";
import { createPool } from "./pool.ts";
import type { Pool } from "./pool.ts";

/** So few jobs are done sooner than worker threads are started. */
const FEW = 12;

/** A pool for about so many jobs: of worker threads, or of this thread alone. */
export function createFittingPool(jobs: number): Pool {
  return jobs > FEW ? createPool() : createOwnPool();
}

/** Does jobs in this thread. */
function createOwnPool(): Pool {
  let doers: Promise<Doers> | undefined;
  return {
    size: 1,
    run: async (job) => perform(await (doers ??= loadDoers()), job),
    close: () => Promise.resolve(),
  };
}
