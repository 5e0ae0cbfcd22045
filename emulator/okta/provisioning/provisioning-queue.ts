import { inBatches } from "../../../src/engine/checks/in-batches.ts";

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

  #workOff<T extends QueuedResult>(jobs: readonly (() => Promise<T>)[]): Promise<readonly T[]> {
    let done = 0;
    let failed = 0;
    const counted = jobs.map((job) => async () => {
      const result = await job();
      done += 1;
      if (result.result === "refused") failed += 1;
      this.#onProgress({ done, total: jobs.length, failed });
      return result;
    });
    return inBatches(counted, this.#concurrency);
  }
}
