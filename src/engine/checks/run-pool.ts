import { createPoolPlaces } from "./places.ts";
import type { PoolPlace } from "./places.ts";

/** A job is given its place, which it may leave to another one while it only waits. */
export type Job = (place: PoolPlace) => Promise<void>;

/**
 * Runs jobs, at most `width()` at work at a time, which may grow fewer while they run; those that wait beside their place come
 * on top. After a rejection no further job starts; the running ones are awaited, then the first rejection is passed on.
 */
export async function runPool(jobs: readonly Job[], width: () => number): Promise<void> {
  const failures: unknown[] = [];
  const running = new Set<Promise<void>>();
  const places = createPoolPlaces(width);
  for (const job of jobs) {
    const place = places.takeNow() ?? (await places.take());
    if (failures.length > 0) break;
    const under: Promise<void> = job(place)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => {
        place.leave();
        running.delete(under);
      });
    running.add(under);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}
