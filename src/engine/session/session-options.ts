import type { RunIdentity } from "../ownership/note-answer.ts";
import type { Ownership } from "../ownership/ownership.ts";
import type { LiveExchange } from "../../exchange/exchange.ts";
import type { DeliveryOptions } from "./deliver.ts";
import type { Sweep } from "../../exchange/masking/sweep.ts";

/** What a session is made of. */
export interface SessionOptions extends DeliveryOptions {
  readonly baseUrl: string;
  readonly runId: string;
  readonly timeoutMs: number;
  /** Requests a second; undefined for no bound. */
  readonly rate: number | undefined;
  /** What shows in a reading that a resource is the session's own; its mark when left out. */
  readonly proof?: RunIdentity["proof"];
  /** How many checks are under way at the same time, at the start; 8 when left out. */
  readonly concurrency?: number;
  /** How long what was just made may take to be readable, in milliseconds; 0 when left out. */
  readonly settleMs?: number;
  readonly ownership: Ownership;
  /** The next number of an exchange, shared by all sessions of a run. */
  readonly nextSeq: () => number;
  /** Masks secrets in texts; masks nothing when left out. */
  readonly sweep?: Sweep;
  /** Told of every exchange, in the order in which they end. */
  readonly onExchange: (exchange: LiveExchange) => void;
  /** Hears of each wait of more than 2 s that the target asks for, once; in milliseconds. */
  readonly onWait?: (ms: number) => void;
  /** True when the target holds nobody's data but the run's, so that everything may be shown; false when left out. */
  readonly isPrivate?: boolean;
}
