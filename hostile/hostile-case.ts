import { ALL_RIGHT, DIMENSIONS, DIMENSION_NAMES, pick } from "./dimensions/index.ts";
import type { Behaviours, DimensionName } from "./dimensions/index.ts";

/** A hostile target and what is run against it, as it can be written down. */
export interface HostileCase {
  readonly behaviours: Behaviours;
  /** The number that behaviours go by which do something at, or at every, n-th request. */
  readonly at: number;
  /** Which checks and scenarios are run; see `selectionOf`. */
  readonly selection: number;
}

/** A case as a file of `cases/` holds it: what is right is left out. */
export interface WrittenCase {
  /** What the case is about. */
  readonly sentence: string;
  readonly behaviours: Readonly<Record<string, string>>;
  readonly at?: number;
  readonly selection?: number;
}

/** Reads a case from a file. Throws for a dimension or behaviour that does not exist. */
export function parseCase(written: WrittenCase): HostileCase {
  const behaviours: Partial<Record<DimensionName, string>> = {};
  for (const [dimension, behaviour] of Object.entries(written.behaviours)) {
    const known = DIMENSION_NAMES.find((name) => name === dimension);
    if (known === undefined) throw new Error(`there is no dimension "${dimension}": use ${DIMENSION_NAMES.join(", ")}`);
    pick(DIMENSIONS[known], behaviour);
    behaviours[known] = behaviour;
  }
  return { behaviours: { ...ALL_RIGHT, ...behaviours }, at: written.at ?? 3, selection: written.selection ?? 0 };
}

/** The case as a file can hold it. */
export function writeCase({ behaviours, at, selection }: HostileCase, sentence: string): WrittenCase {
  const wrong = Object.entries(behaviours).filter(([, behaviour]) => behaviour !== "right");
  return { sentence, behaviours: Object.fromEntries(wrong), at, selection };
}

/** The case in one line: `create=stranger remove=nothing`. */
export function describeCase({ behaviours, at, selection }: HostileCase): string {
  const wrong = Object.entries(behaviours).filter(([, behaviour]) => behaviour !== "right");
  const words = wrong.map(([dimension, behaviour]) => `${dimension}=${behaviour}`);
  return `${words.join(" ") || "all right"} (at ${at}, selection ${selection})`;
}
