import { SetUpFailure } from "../violation.ts";
import { requestKind } from "./request-kind.ts";
import type { OutgoingRequest } from "./session.ts";

/** A request was not sent, as its kind has made the target drop the connection too often. */
export class Withheld extends SetUpFailure {
  override readonly name = "Withheld";
}

/** Counts requests without an answer, by their kind. */
export interface Drops {
  /** A request got no answer, and no other was under way. */
  readonly count: (request: OutgoingRequest, seq: number) => void;
  /** Throws `Withheld` for a kind that is no longer sent. */
  readonly reject: (request: OutgoingRequest) => void;
}

const MOST = 3;

/** Starts with nothing dropped. */
export function createDrops(): Drops {
  const kinds = new Map<string, number[]>();
  return {
    count: (request, seq) => {
      const kind = requestKind(request);
      kinds.set(kind, [...(kinds.get(kind) ?? []), seq]);
    },
    reject: (request) => {
      const kind = requestKind(request);
      const dropped = kinds.get(kind) ?? [];
      if (dropped.length < MOST) return;
      const numbers = dropped.map((seq) => `#${seq}`).join(", ");
      throw new Withheld(
        `${kind} was left unanswered ${dropped.length} times (${numbers}), so it is not sent any more`,
      );
    },
  };
}
