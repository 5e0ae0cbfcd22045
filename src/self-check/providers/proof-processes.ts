import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { BUILT_IN_SCENARIOS } from "../../run/built-in-scenarios.ts";
import { ALL_SUITES } from "../../run/suites/all-suites.ts";
import { proveProvider } from "./prove-provider.ts";
import type { ProviderProof } from "./prove-provider.ts";
import { toProvenServer } from "./provider-servers.ts";
import type { NamedServer } from "./provider-servers.ts";

/** What a process is told. */
interface Task {
  readonly provider: string;
  readonly server: NamedServer;
}

/** Who hears of a proof, and what ends them all. */
export interface ProofListener {
  readonly onProof: (proof: ProviderProof) => void;
  readonly signal: AbortSignal;
}

const MOST_PROCESSES = 4;
/** Argument by which this file knows that it is one of its own processes. */
const MARK = "provider-proofs";
const FILE = fileURLToPath(import.meta.url);

/**
 * Proves a provider's table on servers, one at a time in each of a few processes, and returns the proofs in the order of the servers.
 * Rejects when one of them ends before its time.
 */
export async function proveInProcesses(
  provider: string,
  servers: readonly NamedServer[],
  { onProof, signal }: ProofListener,
): Promise<readonly ProviderProof[]> {
  const proofs: ProviderProof[] = [];
  const waiting = [...servers.entries()];
  const count = Math.min(availableParallelism(), MOST_PROCESSES, servers.length);
  const work = async (): Promise<void> => {
    const child = fork(FILE, [MARK]);
    try {
      for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
        const [index, server] = next;
        const proof = await ask(child, { provider, server });
        proofs[index] = proof;
        onProof(proof);
      }
    } finally {
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: count }, work));
  return proofs.filter((proof) => proof !== undefined);
}

function ask(child: ChildProcess, task: Task): Promise<ProviderProof> {
  return new Promise((resolve, reject) => {
    const end = (code: number | null): void => reject(new Error(`a process of the proofs has ended with ${code}`));
    child.once("exit", end);
    child.once("message", (proof) => {
      child.removeListener("exit", end);
      resolve(proof as ProviderProof);
    });
    child.send(task);
  });
}

async function prove({ provider, server }: Task): Promise<ProviderProof> {
  const found = IDENTITY_PROVIDERS.find(({ id }) => id === provider);
  if (found === undefined) throw new Error(`there is no identity provider "${provider}"`);
  const scenarios = await Promise.all(BUILT_IN_SCENARIOS.map(loadScenario));
  return proveProvider(found, await toProvenServer(server, ALL_SUITES), scenarios);
}

if (process.argv[1] === FILE && process.argv[2] === MARK) {
  // An error ends the process, and whoever waits for it is told.
  process.on("message", (task) => void prove(task as Task).then((proof) => process.send?.(proof)));
}
