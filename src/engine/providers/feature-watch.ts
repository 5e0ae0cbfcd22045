import { hasSucceeded } from "../../exchange/exchange.ts";
import type { LiveExchange } from "../../exchange/exchange.ts";
import type { IdentityProvider } from "../identity-provider.ts";

/** Remembers which features of a provider have begun to work: those whose first request, sent by it, has succeeded. */
export interface FeatureWatch {
  readonly note: (exchange: LiveExchange) => void;
  /** Ids of the features. */
  readonly begun: () => ReadonlySet<string>;
}

/** Starts watching what a provider's client sends. */
export function createFeatureWatch(provider: Pick<IdentityProvider, "id" | "features">): FeatureWatch {
  const begun = new Set<string>();
  return {
    note: (exchange) => {
      if (exchange.sender !== provider.id || !hasSucceeded(exchange)) return;
      for (const { id, first } of provider.features) if (first.is(exchange.request)) begun.add(id);
    },
    begun: () => begun,
  };
}
