import { constant, constantFrom, integer, noShrink, oneof, record, sample } from "fast-check";
import type { Arbitrary } from "fast-check";
import { DIMENSIONS } from "../dimensions/index.ts";
import type { Behaviours, DimensionName } from "../dimensions/index.ts";
import type { HostileCase } from "../hostile-case.ts";
import { LAST_SELECTION } from "../harness/selection.ts";

/** Most dimensions are right most of the time: a target that does everything wrong is given up at its first answer. */
const RIGHT_WEIGHT = 2;
const WRONG_WEIGHT = 1;

/** At every request, or every second one, hardly anything else could be seen. */
const MIN_AT = 3;
const MAX_AT = 60;

/** Any hostile target. It shrinks towards the sound server, one dimension after the other. */
export function anyHostileCase(): Arbitrary<HostileCase> {
  return record({
    behaviours: anyBehaviours(),
    at: integer({ min: MIN_AT, max: MAX_AT }),
    selection: integer({ min: 0, max: LAST_SELECTION }),
  });
}

function anyBehaviours(): Arbitrary<Behaviours> {
  return record({
    ids: anyOf("ids"),
    names: anyOf("names"),
    create: anyOf("create"),
    read: anyOf("read"),
    list: anyOf("list"),
    change: anyOf("change"),
    remove: anyOf("remove"),
    redirect: anyOf("redirect"),
    connection: anyOf("connection"),
    body: anyOf("body"),
    access: anyOf("access"),
  }).filter(isTraceable);
}

/**
 * False where a client can know nothing of what is left: a create is refused, stored and renamed, or what is deleted stays and no
 * reading shows it, nor a list. Nobody can tell of that.
 */
function isTraceable({ create, names, remove, list }: Behaviours): boolean {
  const isRenamed = names === "lost" || names === "cut-8";
  if (create.startsWith("refused-") && isRenamed) return false;
  return remove !== "soft-hidden" || list === "right";
}

/** A wrong behaviour shrinks to `right` and to nothing else: another wrong one would be another case. */
function anyOf(dimension: DimensionName): Arbitrary<string> {
  const wrong = Object.keys(DIMENSIONS[dimension]).filter((name) => name !== "right");
  return oneof(
    { withCrossShrink: true },
    { arbitrary: constant("right"), weight: RIGHT_WEIGHT },
    { arbitrary: noShrink(constantFrom(...wrong)), weight: WRONG_WEIGHT },
  );
}

/** The first cases that a seed gives; the n-th is always the same. */
export function casesOf(seed: number, count: number): readonly HostileCase[] {
  return sample(anyHostileCase(), { seed, numRuns: count });
}
