import { casesOf } from "../generate/arbitrary.ts";
import { runHostile } from "../harness/run-hostile.ts";
import type { Breach } from "../harness/judge.ts";
import type { HostileResult } from "../harness/run-hostile.ts";

/** The part of all cases that one process runs: every `of`-th, from `part` on. */
export interface Share {
  readonly seed: number;
  readonly count: number;
  readonly part: number;
  readonly of: number;
}

/** What a worker tells of one case, as a line of JSON. */
export interface Told {
  readonly index: number;
  readonly breaches: readonly Breach[];
  readonly exitCode: number;
  readonly requests: number;
  readonly durationMs: number;
}

/** Runs wait more than they compute. */
const AT_A_TIME = 5;

/** Runs a share of the cases, several at a time, and tells of each as it ends. */
export async function runShare({ seed, count, part, of }: Share, tell: (told: Told) => void): Promise<void> {
  const cases = casesOf(seed, count);
  const mine = cases.flatMap((hostile, index) => (index % of === part ? [{ hostile, index }] : []));
  const queue = mine.values();
  const work = async (): Promise<void> => {
    for (const { hostile, index } of queue) tell(toTold(index, await runHostile(hostile)));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
}

function toTold(index: number, { breaches, exitCode, requests, durationMs }: HostileResult): Told {
  return { index, breaches, exitCode, requests, durationMs };
}
