import type { Exchange } from "../../../../exchange/exchange.ts";
import type { Finding } from "../../../run.ts";
import type { TrafficFacts } from "../traffic/facts.ts";

/** A finding that may come of a gate: what it says, and of which exchanges. */
export interface Symptom {
  readonly finding: Finding;
  /** The exchange that decides. */
  readonly deciding: Exchange;
  /** The write whose effect it shows; the deciding exchange itself when it is no reading after one. */
  readonly root: Exchange;
}

/** What findings of one gate have in common: one entry of the report. */
export interface GateHit {
  /** Tells the entries of one gate from each other; empty when there is one only. */
  readonly which: string;
  /** What is wrong with the target, one sentence without its full stop. */
  readonly title: string;
  /** What of it the one finding shows. */
  readonly shows?: string;
  /** The title where it names what the findings of the entry show, each once. */
  readonly titleOf?: (shown: readonly string[]) => string;
  /** What to do, so that it fits whatever finding came of it. */
  readonly advice: string;
  /** True where one finding is enough, as the traffic shows how often it happens. */
  readonly isAlone?: boolean;
  /** True for what goes with others only: where no other finding is put down to the same, the finding is not either. */
  readonly isFollower?: boolean;
}

/**
 * One thing that is wrong with a target and makes many checks fail, each for what it seems to be about. It takes only findings
 * that it explains, so that a second fault beside it keeps an entry of its own.
 */
export interface Gate {
  /** Kebab-case. */
  readonly id: string;
  /** True where one finding is enough: the advice of its check would mislead. */
  readonly alone?: boolean;
  /** What the finding has come of; undefined when it is not this. */
  readonly explains: (symptom: Symptom, facts: TrafficFacts) => GateHit | undefined;
}

/** Declares a gate; what is worked out of the traffic once is `read`, and handed on. */
export function defineGate<Known>(declaration: {
  readonly id: string;
  readonly alone?: boolean;
  readonly read: (facts: TrafficFacts) => Known;
  readonly explains: (symptom: Symptom, known: Known, facts: TrafficFacts) => GateHit | undefined;
}): Gate {
  const { id, alone, read, explains } = declaration;
  const known = new WeakMap<TrafficFacts, { readonly value: Known }>();
  return {
    id,
    ...(alone === undefined ? {} : { alone }),
    explains: (symptom, facts) => {
      const found = known.get(facts) ?? { value: read(facts) };
      known.set(facts, found);
      return explains(symptom, found.value, facts);
    },
  };
}
