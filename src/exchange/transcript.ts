import type { Exchange, LiveExchange } from "./exchange.ts";
import type { TrafficJudge } from "./traffic-judge.ts";
import type { Redactor } from "./masking/redact.ts";

/** All exchanges of a run, numbered through all of its sessions, judged live and kept redacted. */
export interface Transcript {
  readonly nextSeq: () => number;
  /** What a session calls at the end of each exchange; `redact` knows that session's secrets. */
  readonly recorder: (redact: Redactor) => (live: LiveExchange) => void;
  /** In the order of their numbers. */
  readonly exchanges: () => readonly Exchange[];
}

/** Starts an empty transcript. `onExchange` hears of each exchange as it is kept. */
export function createTranscript(judge: TrafficJudge, onExchange: (exchange: Exchange) => void): Transcript {
  const kept: Exchange[] = [];
  let last = 0;
  return {
    nextSeq: () => (last += 1),
    recorder: (redact) => (live) => {
      judge.judge(live);
      const exchange = redact(live);
      kept.push(exchange);
      onExchange(exchange);
    },
    exchanges: () => kept.toSorted((a, b) => a.seq - b.seq),
  };
}
