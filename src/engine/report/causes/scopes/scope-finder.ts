import type { Exchange } from "../../../../exchange/exchange.ts";
import { traitsOf } from "./features.ts";
import type { RequestTrait } from "./request-trait.ts";

/** Exchanges that show a fault, and those that show that it is not there. */
export interface Observations {
  readonly hits: readonly Exchange[];
  readonly misses: readonly Exchange[];
}

/** A feature that all requests with a fault have, and none without it. */
export interface Scope extends RequestTrait {
  /** How often the fault was seen with it. */
  readonly times: number;
}

/** Knows which features go with a fault. */
export interface ScopeFinder {
  /** The broadest such feature of an exchange; undefined when it has none. */
  readonly find: (exchange: Exchange) => Scope | undefined;
  /** True for the id of a feature that goes with the fault. */
  readonly holds: (feature: string) => boolean;
}

/** Counts how often the fault is seen with each feature, and how often it is not. Seen once it is no fault of all requests of a kind. */
export function createScopeFinder(
  { hits, misses }: Observations,
  isMeant: (feature: RequestTrait) => boolean = () => true,
): ScopeFinder {
  const seen = countFeatures(hits);
  const spared = countFeatures(misses);
  const holds = (id: string): boolean => (seen.get(id) ?? 0) > 1 && !spared.has(id);
  return {
    holds,
    find: (exchange) => {
      let best: Scope | undefined;
      for (const feature of traitsOf(exchange).filter(isMeant)) {
        const times = seen.get(feature.id) ?? 0;
        if (holds(feature.id) && times > (best?.times ?? 0)) best = { ...feature, times };
      }
      return best;
    },
  };
}

function countFeatures(exchanges: readonly Exchange[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const exchange of exchanges) {
    for (const { id } of traitsOf(exchange)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
