import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { KNOWN_FAULTS_FILE, writeKnownFaults } from "../../src/documents/known-faults.ts";
import type { KnownFault } from "../../src/engine/report/causes/known/known-fault.ts";

/** What a worker thread is to do: every how many-th defect, from which on. */
export interface Portion {
  readonly first: number;
  readonly step: number;
}

/** What a worker thread tells of one defect; nothing where no check that is about it shows it. */
export interface Learnt {
  readonly place: number;
  readonly fault: KnownFault | undefined;
}

/** Plays every defect of the registry alone, and writes down what it shows. Returns one sentence of what was written. */
export async function learnFaults(tell: (count: number) => void): Promise<string> {
  const step = availableParallelism();
  const learnt: Learnt[] = [];
  const portions = Array.from({ length: step }, (_, first) => ({ first, step }));
  await Promise.all(
    portions.map((portion) =>
      learnPortion(portion, (one) => {
        learnt.push(one);
        tell(learnt.length);
      }),
    ),
  );
  const faults = learnt.sort((a, b) => a.place - b.place).flatMap(({ fault }) => fault ?? []);
  writeFileSync(KNOWN_FAULTS_FILE, writeKnownFaults(faults));
  return `${faults.length} of ${learnt.length} defects show a pattern; it is written to ${KNOWN_FAULTS_FILE}.\n`;
}

function learnPortion(portion: Portion, take: (learnt: Learnt) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./learn-worker.ts", import.meta.url), { workerData: portion });
    worker.on("message", take);
    worker.on("error", reject);
    worker.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a worker thread ended with ${code}`))));
  });
}
