// A worker of the pool: it loads everything once, and then does one job after the other.
import { parentPort } from "node:worker_threads";
import { loadDoers, perform } from "./jobs.ts";
import type { Job } from "./jobs.ts";

if (parentPort === null) throw new Error("worker.ts is started by the pool, as a worker thread");
const port = parentPort;
const doers = await loadDoers();

port.on("message", (job: Job) => {
  perform(doers, job).then(
    (result) => port.postMessage({ result }),
    (error: unknown) =>
      port.postMessage({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
