import { hasSucceeded } from "../../exchange/exchange.ts";
import type { LiveExchange } from "../../exchange/exchange.ts";
import { isSent } from "./breaks.ts";
import type { SendingProvider } from "./breaks.ts";

/** Remembers which features of a provider have begun to work: those whose first request, sent by it, has succeeded. */
export interface FeatureWatch {
  readonly note: (exchange: LiveExchange) => void;
  /** Ids of the features. */
  readonly begun: () => ReadonlySet<string>;
}

/** Starts watching what a provider's client sends in the dialect. */
export function createFeatureWatch(provider: SendingProvider, dialect: string): FeatureWatch {
  const begun = new Set<string>();
  return {
    note: (exchange) => {
      if (exchange.sender !== provider.id || !hasSucceeded(exchange)) return;
      if (!isSent(exchange.request, provider, dialect)) return;
      for (const { id, first } of provider.features) if (first.is(exchange.request)) begun.add(id);
    },
    begun: () => begun,
  };
}
