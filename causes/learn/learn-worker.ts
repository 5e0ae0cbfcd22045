// A worker thread that plays its share of the defects, one after the other.
import { parentPort, workerData } from "node:worker_threads";
import { learntFaults } from "../servers.ts";
import { learnFault } from "./learn-fault.ts";
import type { Learnt, Portion } from "./learn.ts";

if (parentPort === null) throw new Error("learn-worker.ts is started by learn.ts, as a worker thread");
const port = parentPort;
const { names }: Portion = workerData;
const wanted = new Set(names);

for (const fault of learntFaults().filter(({ defect }) => wanted.has(defect.name))) {
  const learnt: Learnt = await learnFault(fault);
  port.postMessage(learnt);
}
