import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { KNOWN_FAULTS_FILE, loadKnownFaults, writeKnownFaults } from "../../src/documents/known-faults.ts";
import type { KnownFault } from "../../src/engine/report/causes/known/known-fault.ts";
import { learntFaults } from "../servers.ts";

/** What a worker thread is to do: faults by their names. */
export interface Portion {
  readonly names: readonly string[];
}

/** What a worker thread tells of one fault; undefined where no check that is about it shows it. */
export type Learnt = KnownFault | undefined;

/**
 * Plays faults alone, and writes down what they show: those that are not known yet, or all of them, as checks that came since may see
 * the others too. Returns one sentence of what was written.
 */
export async function learnFaults(isAll: boolean, tell: (count: number) => void): Promise<string> {
  const all = learntFaults().map(({ defect }) => defect.name);
  const known = new Map((isAll ? [] : loadKnownFaults()).map((fault) => [fault.name, fault]));
  const names = all.filter((name) => !known.has(name));
  const step = availableParallelism();
  const portions = Array.from({ length: step }, (_, first) => ({
    names: names.filter((_name, at) => at % step === first),
  }));
  let count = 0;
  await Promise.all(
    portions.map((portion) =>
      learnPortion(portion, (fault) => {
        if (fault !== undefined) known.set(fault.name, fault);
        tell((count += 1));
      }),
    ),
  );
  const faults = all.flatMap((name) => known.get(name) ?? []);
  writeFileSync(KNOWN_FAULTS_FILE, writeKnownFaults(faults));
  return `${names.length} faults were played; the patterns of ${faults.length} of ${all.length} are written to ${KNOWN_FAULTS_FILE}.\n`;
}

function learnPortion(portion: Portion, take: (learnt: Learnt) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./learn-worker.ts", import.meta.url), { workerData: portion });
    worker.on("message", take);
    worker.on("error", reject);
    worker.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`a worker thread ended with ${code}`))));
  });
}
