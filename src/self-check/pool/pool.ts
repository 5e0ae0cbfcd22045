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

const SOURCE = new URL("./worker.ts", import.meta.url);
const COMPILED = new URL("./worker.js", import.meta.url);
/** Compiled or not, a worker is the file beside this one. */
const WORKER = import.meta.url.endsWith(".ts") ? SOURCE : COMPILED;

/** Most of what a job makes is soon garbage: with room for it less is copied. */
const LIMITS = { maxYoungGenerationSizeMb: 64 };

interface State {
  readonly queue: Waiting[];
  readonly idle: Worker[];
  readonly busy: Map<Worker, Waiting>;
  readonly workers: Set<Worker>;
  /** Why nothing is done any more. */
  end: string | undefined;
}

/** Starts as many workers as the machine can run at a time. */
export function createPool(size: number = availableParallelism(), file: URL = WORKER): Pool {
  const workers = Array.from({ length: size }, () => new Worker(file, { resourceLimits: LIMITS }));
  const state: State = {
    queue: [],
    idle: [...workers],
    busy: new Map(),
    workers: new Set(workers),
    end: undefined,
  };
  for (const worker of workers) attend(state, worker);
  return {
    size,
    run: <Kind extends JobKind>(job: Job<Kind>) =>
      new Promise<ResultOf<Kind>>((resolve, reject) => {
        enqueue(state, job, ({ error, result }) => {
          if (error === undefined) resolve(result as ResultOf<Kind>);
          else reject(new Error(error));
        });
      }),
    close: async () => {
      state.end = "the worker threads were ended";
      for (const worker of workers) lose(state, worker, state.end);
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function attend(state: State, worker: Worker): void {
  worker.on("message", (answer: Answer) => {
    state.busy.get(worker)?.settle(answer);
    state.busy.delete(worker);
    if (state.workers.has(worker)) state.idle.push(worker);
    handOut(state);
  });
  worker.on("error", (error) => lose(state, worker, `a worker thread ended: ${String(error)}`));
  worker.on("exit", (code) => lose(state, worker, `a worker thread ended with exit code ${code}`));
}

function enqueue(state: State, job: Job, settle: Waiting["settle"]): void {
  if (state.end !== undefined) {
    settle({ error: state.end });
    return;
  }
  state.queue.push({ job, settle });
  handOut(state);
}

/** Gives what waits to whoever is idle. */
function handOut({ queue, idle, busy }: State): void {
  while (idle.length > 0 && queue.length > 0) {
    const [worker, waiting] = [idle.shift(), queue.shift()];
    if (worker === undefined || waiting === undefined) return;
    busy.set(worker, waiting);
    // Nothing is handed over but the job itself.
    worker.postMessage(waiting.job, []);
  }
}

/** A worker that ended is not replaced: what ended it would end the next one. */
function lose(state: State, worker: Worker, reason: string): void {
  const { queue, idle, busy, workers } = state;
  if (!workers.delete(worker)) return;
  if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
  busy.get(worker)?.settle({ error: reason });
  busy.delete(worker);
  if (workers.size > 0) return;
  state.end ??= reason;
  for (const { settle } of queue.splice(0)) settle({ error: reason });
}
