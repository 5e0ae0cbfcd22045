// A worker thread that plays its share of the defects, one after the other.
import { parentPort, workerData } from "node:worker_threads";
import { learntFaults } from "../servers.ts";
import { learnFault } from "./learn-fault.ts";
import type { Learnt, Portion } from "./learn.ts";

if (parentPort === null) throw new Error("learn-worker.ts is started by learn.ts, as a worker thread");
const port = parentPort;
const { first, step }: Portion = workerData;

for (const [place, known] of learntFaults().entries()) {
  if (place % step !== first) continue;
  const learnt: Learnt = { place, fault: await learnFault(known) };
  port.postMessage(learnt);
}
