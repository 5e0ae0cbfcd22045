import type { Exchange, LiveExchange } from "../exchange.ts";
import type { Redactor } from "../masking/redact.ts";

/** All exchanges of a run, numbered through all of its sessions, judged live and kept redacted. */
export interface Transcript {
  readonly nextSeq: () => number;
  /** What a session calls at the end of each exchange; `redact` knows that session's secrets. */
  readonly recorder: (redact: Redactor) => (live: LiveExchange) => void;
  /** In the order of their numbers. */
  readonly exchanges: () => readonly Exchange[];
}

/** Starts an empty transcript. `seenBy` see each exchange with the target as it is; `onExchange` hears of it as it is kept. */
export function createTranscript(
  seenBy: readonly ((live: LiveExchange) => void)[],
  onExchange: (exchange: Exchange) => void,
): Transcript {
  const kept: Exchange[] = [];
  let last = 0;
  return {
    nextSeq: () => (last += 1),
    recorder: (redact) => (live) => {
      // What a scenario answers in place of the target is nobody's to judge.
      if (live.isInjected !== true) for (const see of seenBy) see(live);
      const exchange = redact(live);
      kept.push(exchange);
      onExchange(exchange);
    },
    exchanges: () => kept.toSorted((a, b) => a.seq - b.seq),
  };
}
