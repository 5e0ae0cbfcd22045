/** How far a batch of work is. */
export interface QueueProgress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
}

/** What the queue must know of a finished job to count it. */
export interface QueuedResult {
  readonly result: string;
}

/**
 * Works off an app's provisioning jobs first come, first served; one at a time unless told otherwise, so that "the last
 * 20" has a meaning. Batches never overlap.
 */
export class ProvisioningQueue {
  readonly #concurrency: number;
  readonly #onProgress: (progress: QueueProgress) => void;
  #last: Promise<unknown> = Promise.resolve();

  constructor(concurrency: number, onProgress: (progress: QueueProgress) => void) {
    this.#concurrency = Math.max(1, concurrency);
    this.#onProgress = onProgress;
  }

  /** Runs the jobs after everything queued before. Results come in the order of the jobs; the first rejection ends the batch. */
  run<T extends QueuedResult>(jobs: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
    const batch = this.#last.then(() => this.#workOff(jobs));
    this.#last = batch.then(
      () => undefined,
      () => undefined,
    );
    return batch;
  }

  async #workOff<T extends QueuedResult>(jobs: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
    const results: T[] = [];
    const batch = { next: 0, done: 0, failed: 0, isStopped: false };
    const worker = async (): Promise<void> => {
      while (batch.next < jobs.length && !batch.isStopped) {
        const place = batch.next++;
        const result = await jobs[place]?.();
        if (result === undefined) continue;
        results[place] = result;
        batch.done += 1;
        batch.failed += result.result === "refused" ? 1 : 0;
        this.#onProgress({ done: batch.done, total: jobs.length, failed: batch.failed });
      }
    };
    const guarded = async (): Promise<void> => {
      try {
        await worker();
      } catch (error) {
        batch.isStopped = true;
        throw error;
      }
    };
    await Promise.all(Array.from({ length: this.#concurrency }, guarded));
    return results;
  }
}
