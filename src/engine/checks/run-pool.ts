/**
 * Runs jobs, at most `width()` at a time, which may grow fewer while they run. After a rejection no further job starts; the
 * running ones are awaited, then the first rejection is passed on.
 */
export async function runPool(jobs: readonly (() => Promise<void>)[], width: () => number): Promise<void> {
  const failures: unknown[] = [];
  const running = new Set<Promise<void>>();
  for (const job of jobs) {
    while (running.size >= width()) await Promise.race(running);
    if (failures.length > 0) break;
    const under: Promise<void> = job()
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(under));
    running.add(under);
  }
  await Promise.all(running);
  if (failures.length > 0) throw failures[0];
}
