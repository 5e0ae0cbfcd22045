import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import { DIMENSIONS } from "../dimensions/index.ts";
import type { Behaviours, DimensionName } from "../dimensions/index.ts";
import type { HostileCase } from "../hostile-case.ts";
import { SELECTIONS } from "../harness/selection.ts";

/** Most dimensions are right most of the time: a target that does everything wrong is given up at its first answer. */
const RIGHT_WEIGHT = 2;
const WRONG_WEIGHT = 1;

const MAX_AT = 60;

/** Any hostile target. It shrinks towards the sound server, one dimension after the other. */
export function anyHostileCase(): Arbitrary<HostileCase> {
  return fc.record({
    behaviours: anyBehaviours(),
    at: fc.integer({ min: 1, max: MAX_AT }),
    selection: fc.integer({ min: 1, max: SELECTIONS }),
  });
}

function anyBehaviours(): Arbitrary<Behaviours> {
  return fc.record({
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
  });
}

function anyOf(dimension: DimensionName): Arbitrary<string> {
  const wrong = Object.keys(DIMENSIONS[dimension]).filter((name) => name !== "right");
  return fc.oneof(
    { withCrossShrink: true },
    { arbitrary: fc.constant("right"), weight: RIGHT_WEIGHT },
    { arbitrary: fc.constantFrom(...wrong), weight: WRONG_WEIGHT },
  );
}

/** The first cases that a seed gives; the n-th is always the same. */
export function casesOf(seed: number, count: number): readonly HostileCase[] {
  return fc.sample(anyHostileCase(), { seed, numRuns: count });
}
