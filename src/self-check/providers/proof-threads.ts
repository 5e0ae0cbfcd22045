import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { BUILT_IN_SCENARIOS } from "../../run/built-in-scenarios.ts";
import { ALL_SUITES } from "../../run/suites/all-suites.ts";
import { proveProvider } from "./prove-provider.ts";
import type { ProviderProof } from "./prove-provider.ts";
import { toProvenServer } from "./provider-servers.ts";
import type { NamedServer } from "./provider-servers.ts";

/** What a thread is told. */
interface Task {
  readonly provider: string;
  readonly server: NamedServer;
}

const MOST_THREADS = 4;
/** Told to a thread, so that this file knows that it is one of its own. */
const MARK = "provider proofs";

/**
 * Proves a provider's table on servers, one at a time in each of a few threads, and returns the proofs in the order of the servers.
 * Rejects when a thread fails; `signal` ends them all.
 */
export async function proveOnThreads(
  provider: string,
  servers: readonly NamedServer[],
  { onProof, signal }: { readonly onProof: (proof: ProviderProof) => void; readonly signal: AbortSignal },
): Promise<readonly ProviderProof[]> {
  const proofs: ProviderProof[] = [];
  const waiting = [...servers.entries()];
  const threads = Math.min(availableParallelism(), MOST_THREADS, servers.length);
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL(import.meta.url), { workerData: MARK });
    try {
      for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
        const [index, server] = next;
        const proof = await ask(worker, { provider, server });
        proofs[index] = proof;
        onProof(proof);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  return proofs.filter((proof) => proof !== undefined);
}

function ask(worker: Worker, task: Task): Promise<ProviderProof> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (proof: ProviderProof) => {
      worker.removeListener("error", reject);
      resolve(proof);
    });
    worker.postMessage(task);
  });
}

async function prove({ provider, server }: Task): Promise<ProviderProof> {
  const found = IDENTITY_PROVIDERS.find(({ id }) => id === provider);
  if (found === undefined) throw new Error(`there is no identity provider "${provider}"`);
  const scenarios = await Promise.all(BUILT_IN_SCENARIOS.map(loadScenario));
  return proveProvider(found, await toProvenServer(server, ALL_SUITES), scenarios);
}

if (!isMainThread && workerData === MARK) {
  // An error ends the thread, and whoever waits for it is told.
  parentPort?.on("message", (task: Task) => void prove(task).then((proof) => parentPort?.postMessage(proof)));
}
