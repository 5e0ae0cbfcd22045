/**
 * Runs jobs, at most `width` at a time, and returns their results in the jobs' order. After a rejection no further job
 * starts; the running ones are awaited, then the first rejection is passed on.
 */
export async function inBatches<T>(jobs: readonly (() => Promise<T>)[], width: number): Promise<readonly T[]> {
  const results: T[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < jobs.length && failures.length === 0; index = next++) {
      const job = jobs[index];
      if (job === undefined) return;
      try {
        results[index] = await job();
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, jobs.length) }, worker));
  if (failures.length > 0) throw failures[0];
  return results;
}
