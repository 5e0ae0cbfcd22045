import { judgeCauses } from "./judge.ts";
import type { CauseProof } from "./judge.ts";
import { playChecks, playServer, profileFor } from "./play.ts";
import type { FaultyServer } from "./servers.ts";
import type { KnownDefect } from "../src/cli/commands/defects.ts";
import { UnreachableTarget } from "../src/engine/endurance/unreachable-target.ts";

/** Proves servers one after the other; what a fault does alone is found out once. */
export interface CauseProver {
  /** Undefined for a server that is no target at all: the report of it claims nothing. */
  readonly prove: (server: FaultyServer) => Promise<CauseProof | undefined>;
}

/** Makes one. */
export function createCauseProver(): CauseProver {
  const known = new Map<string, Promise<readonly string[]>>();
  const failingAlone = (fault: KnownDefect): Promise<readonly string[]> => {
    const { name } = fault.defect;
    const found = known.get(name) ?? checksFailing(fault);
    known.set(name, found);
    return found;
  };
  return {
    prove: (server) =>
      unlessUnreachable(async () => {
        const run = await playServer(server.faults.map(({ defect }) => defect));
        const declared = server.faults.filter(({ noticedBy }) => noticedBy.length > 0);
        const alone = new Map<string, readonly string[]>();
        for (const fault of declared) alone.set(fault.defect.name, await failingAlone(fault));
        return judgeCauses(server, run, alone);
      }),
  };
}

/** The checks that must notice a fault and fail, not only warn, when it is alone. */
async function checksFailing({ defect, noticedBy }: KnownDefect): Promise<readonly string[]> {
  const run = await unlessUnreachable(() => playChecks(defect, noticedBy, profileFor([defect])));
  const failing = (run?.findings ?? []).filter(({ verdict }) => verdict === "fail").map(({ check }) => check);
  return noticedBy.filter((check) => failing.includes(check));
}

async function unlessUnreachable<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof UnreachableTarget) return undefined;
    throw error;
  }
}
