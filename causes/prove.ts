import { loadKnownFaults } from "../src/documents/known-faults.ts";
import { failingIn, judgeCauses } from "./judge.ts";
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
  const known = loadKnownFaults();
  const failingAlone = onceForEach(checksFailing);
  const failingBesides = onceForEach(allChecksFailing);
  return {
    prove: (server) =>
      unlessUnreachable(async () => {
        const run = await playServer(server.faults.map(({ defect }) => defect));
        const declared = server.faults.filter(({ noticedBy }) => noticedBy.length > 0);
        const noticed = new Map<string, readonly string[]>();
        const besides = new Map<string, readonly string[]>();
        const failing = failingIn(run);
        for (const fault of declared) {
          const checks = await failingAlone(fault);
          noticed.set(fault.defect.name, checks);
          // A whole run takes long: only where it may tell more.
          if (!checks.some((check) => failing.has(check))) besides.set(fault.defect.name, await failingBesides(fault));
        }
        return judgeCauses(server, run, { noticed, besides, known });
      }),
  };
}

type FailingOf = (fault: KnownDefect) => Promise<readonly string[]>;

/** Plays each fault once, on however many servers it is. */
function onceForEach(play: FailingOf): FailingOf {
  const known = new Map<string, Promise<readonly string[]>>();
  return (fault) => {
    const { name } = fault.defect;
    const found = known.get(name) ?? play(fault);
    known.set(name, found);
    return found;
  };
}

/** All checks of a whole run that fail when the fault is alone. */
async function allChecksFailing({ defect }: KnownDefect): Promise<readonly string[]> {
  const run = await unlessUnreachable(() => playServer([defect]));
  return run === undefined ? [] : [...failingIn(run)];
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
