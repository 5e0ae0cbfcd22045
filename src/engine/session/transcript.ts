import type { EventListener } from "../event.ts";
import type { Exchange, LiveExchange } from "../exchange.ts";
import type { InvariantJudge } from "../checks/invariant-judge.ts";
import type { Redactor } from "./redact.ts";

/** All exchanges of a run, numbered through all of its sessions, judged live and kept redacted. */
export interface Transcript {
  readonly nextSeq: () => number;
  /** What a session calls at the end of each exchange; `redact` knows that session's secrets. */
  readonly recorder: (redact: Redactor) => (live: LiveExchange) => void;
  /** In the order of their numbers. */
  readonly exchanges: () => readonly Exchange[];
}

/** Starts an empty transcript. */
export function createTranscript(invariants: InvariantJudge, onEvent: EventListener): Transcript {
  const kept: Exchange[] = [];
  let last = 0;
  return {
    nextSeq: () => (last += 1),
    recorder: (redact) => (live) => {
      invariants.judge(live);
      const exchange = redact(live);
      kept.push(exchange);
      onEvent({ type: "exchange", exchange });
    },
    exchanges: () => kept.toSorted((a, b) => a.seq - b.seq),
  };
}
