import type { Clause } from "./clause.ts";
import type { LiveExchange } from "./exchange.ts";

/** What holds for every exchange, whoever sent it: the engine judges by it what it sent, the server what it answered. */
export interface TrafficRule {
  /** Public and permanent, for example `traffic.error.schemas`. */
  readonly id: string;
  readonly title: string;
  readonly clause: Clause;
  /** What to change in the server: one or two sentences. */
  readonly advice: string;
  readonly applies: (x: LiveExchange) => boolean;
  /** Returns when the exchange conforms, throws `Violation` when it does not. */
  readonly judge: (x: LiveExchange) => void;
}
