/** How long the same change of a small group and of a large one took, one right after the other, in milliseconds. */
export interface TimedPair {
  readonly small: number;
  readonly large: number;
}

/** What nobody would call slow is not told, however much slower than something else it is. */
const SLOW_MS = 500;
/** So much slower must each change of the large group be than the slowest change of the small one. */
const FACTOR = 10;

/**
 * True where the large group is slower beyond doubt. A machine that is busy now and then makes some changes slow, of either group;
 * it does not slow down each change of one group and none of the other, although they took turns.
 */
export function growsBeyondDoubt(pairs: readonly TimedPair[]): boolean {
  const slowestOfSmall = Math.max(...pairs.map(({ small }) => small));
  return pairs.length > 0 && pairs.every(({ large }) => large >= SLOW_MS && large >= FACTOR * slowestOfSmall);
}
