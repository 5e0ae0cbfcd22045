import { isSameKind } from "../src/engine/report/causes/known/known-fault.ts";
import type { KnownFault } from "../src/engine/report/causes/known/known-fault.ts";

/** By the name of a fault, checks that are about faults which nothing in a run tells from it. */
export type LeadsOfTwins = (name: string) => readonly string[];

/**
 * Finds faults that show just the same in a run, by its marks: `POST answers 200` is declared as a fault for the check of the RFC
 * and for the one of Okta. Whichever leads, its advice is right.
 */
export function createTwinFinder(known: readonly KnownFault[], marks: ReadonlyMap<string, string>): LeadsOfTwins {
  const patterns = new Map(known.map((fault) => [fault.name, shownOf(fault, marks)]));
  return (name) => {
    const pattern = patterns.get(name) ?? "";
    return pattern === ""
      ? []
      : known.filter((other) => patterns.get(other.name) === pattern).flatMap(({ leads }) => leads);
  };
}

function shownOf({ shows }: KnownFault, marks: ReadonlyMap<string, string>): string {
  const shown = [...shows].filter(([check, mark]) => isSameKind(marks.get(check), mark));
  return shown
    .map(([check]) => check)
    .sort()
    .join(" ");
}
