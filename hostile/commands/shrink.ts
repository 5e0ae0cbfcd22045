import { asyncProperty, check } from "fast-check";
import { anyHostileCase } from "../generate/arbitrary.ts";
import { runHostile } from "../harness/run-hostile.ts";
import type { Property } from "../harness/judge.ts";
import type { HostileCase } from "../hostile-case.ts";

/** A case that breaks a property, as simple as it could be made. */
export interface Shrunk {
  readonly hostile: HostileCase;
  readonly property: Property;
  readonly detail: string;
}

const MAX_SHRINKING_MS = 90_000;

/**
 * Makes the n-th case of a seed as right as it can be while it still breaks the property. Undefined when it does not break it
 * a second time.
 */
export async function shrink(seed: number, index: number, property: Property): Promise<Shrunk | undefined> {
  let last: Shrunk | undefined;
  const keeps = async (hostile: HostileCase): Promise<boolean> => {
    const { breaches } = await runHostile(hostile);
    const breach = breaches.find((found) => found.property === property);
    if (breach) last = { hostile, property, detail: breach.detail };
    return breach === undefined;
  };
  await check(asyncProperty(anyHostileCase(), keeps), {
    seed,
    path: String(index),
    numRuns: 1,
    interruptAfterTimeLimit: MAX_SHRINKING_MS,
  });
  return last;
}

/** True when the case does wrong everything that the shrunk one does: one cause explains both. */
export function isExplainedBy({ hostile }: Pick<Shrunk, "hostile">, other: HostileCase): boolean {
  const wrong = Object.entries(hostile.behaviours).filter(([, behaviour]) => behaviour !== "right");
  const theirs: Readonly<Record<string, string>> = other.behaviours;
  return wrong.every(([dimension, behaviour]) => theirs[dimension] === behaviour);
}
