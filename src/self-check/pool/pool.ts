import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Job, JobKind, ResultOf } from "./jobs.ts";

/** Worker threads that do jobs, one each at a time. */
export interface Pool {
  /** How many jobs are done at a time. */
  readonly size: number;
  /** Does a job as soon as a worker is free. Rejects with one sentence when it could not be done. */
  readonly run: <Kind extends JobKind>(job: Job<Kind>) => Promise<ResultOf<Kind>>;
  /** Ends the workers; what is not done yet is rejected. */
  readonly close: () => Promise<void>;
}

/** What a worker answers. */
interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

interface Waiting {
  readonly job: Job;
  readonly settle: (answer: Answer) => void;
}

/** Compiled or not, a worker is the file beside this one. */
const WORKER = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);

/** Starts as many workers as the machine can run at a time. */
export function createPool(size: number = availableParallelism(), file: URL = WORKER): Pool {
  const queue: Waiting[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  let end: string | undefined;
  const workers = new Set(Array.from({ length: size }, () => new Worker(file)));

  const handOut = (): void => {
    const [worker, waiting] = [idle[0], queue[0]];
    if (worker === undefined || waiting === undefined) return;
    idle.shift();
    queue.shift();
    busy.set(worker, waiting);
    worker.postMessage(waiting.job);
    handOut();
  };
  const lose = (worker: Worker, reason: string): void => {
    if (!workers.delete(worker)) return;
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    busy.get(worker)?.settle({ error: reason });
    busy.delete(worker);
    // A worker that ended is not replaced: what ended it would end the next one.
    if (workers.size > 0) return;
    end ??= reason;
    for (const { settle } of queue.splice(0)) settle({ error: reason });
  };
  for (const worker of workers) {
    idle.push(worker);
    worker.on("message", (answer: Answer) => {
      busy.get(worker)?.settle(answer);
      busy.delete(worker);
      idle.push(worker);
      handOut();
    });
    worker.on("error", (error) => lose(worker, `a worker thread ended: ${String(error)}`));
    worker.on("exit", (code) => lose(worker, `a worker thread ended with exit code ${code}`));
  }
  return {
    size,
    run: <Kind extends JobKind>(job: Job<Kind>) =>
      new Promise<ResultOf<Kind>>((resolve, reject) => {
        const settle = ({ error, result }: Answer): void => {
          if (error === undefined) resolve(result as ResultOf<Kind>);
          else reject(new Error(error));
        };
        if (end !== undefined) return settle({ error: end });
        queue.push({ job, settle });
        handOut();
      }),
    close: async () => {
      end = "the worker threads were ended";
      const open = [...workers];
      for (const worker of open) lose(worker, end);
      await Promise.all(open.map((worker) => worker.terminate()));
    },
  };
}
