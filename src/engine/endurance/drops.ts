import { SetUpFailure } from "../../exchange/violation.ts";
import { requestKind } from "./request-kind.ts";
import type { OutgoingRequest } from "../session/session.ts";

/** A request was not sent, as its kind has made the target drop the connection too often. */
export class Withheld extends SetUpFailure {
  override readonly name = "Withheld";
}

/** Counts requests without an answer, by their kind. */
export interface Drops {
  /** A request was answered: it is not its kind that ends the server. */
  readonly forgive: (request: OutgoingRequest) => void;
  /** A request got no answer, and no other was under way. */
  readonly count: (request: OutgoingRequest, seq: number) => void;
  /** Throws `Withheld` for a kind that is no longer sent. */
  readonly reject: (request: OutgoingRequest) => void;
}

interface Dropped {
  readonly all: readonly number[];
  readonly inARow: number;
}

/** So often in a row, or so often in all where others of the kind are answered. */
const MOST_IN_A_ROW = 3;
const MOST = 10;

/** Starts with nothing dropped. */
export function createDrops(): Drops {
  const kinds = new Map<string, Dropped>();
  return {
    count: (request, seq) => {
      const kind = requestKind(request);
      const { all, inARow } = kinds.get(kind) ?? { all: [], inARow: 0 };
      kinds.set(kind, { all: [...all, seq], inARow: inARow + 1 });
    },
    forgive: (request) => {
      if (kinds.size === 0) return;
      const kind = requestKind(request);
      const dropped = kinds.get(kind);
      if (dropped !== undefined) kinds.set(kind, { ...dropped, inARow: 0 });
    },
    reject: (request) => {
      if (kinds.size === 0) return;
      const kind = requestKind(request);
      const { all, inARow } = kinds.get(kind) ?? { all: [], inARow: 0 };
      if (inARow < MOST_IN_A_ROW && all.length < MOST) return;
      const numbers = all.map((seq) => `#${seq}`).join(", ");
      throw new Withheld(`${kind} was left unanswered ${all.length} times (${numbers}), so it is not sent any more`);
    },
  };
}
