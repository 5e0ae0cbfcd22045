import type { LiveResponse, TransportFailure } from "../../exchange/exchange.ts";

/** A request ready to go: absolute URL, all headers, body as text. */
export interface TransportRequest {
  readonly method: string;
  readonly url: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** The id of the identity provider whose client sends it; the tool itself when left out. */
  readonly sender?: string;
}

/** A response, or why none came. */
export type WireOutcome = { readonly response: LiveResponse } | { readonly failure: TransportFailure };

/** Carries requests to a target. It never rejects for what the target or the network does. */
export interface Transport {
  readonly send: (request: TransportRequest) => Promise<WireOutcome>;
  /** Closes idle connections and gives up running ones. */
  readonly close: () => Promise<void>;
}
