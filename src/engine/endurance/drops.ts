import { SetUpFailure } from "../../exchange/violation.ts";
import { requestForm, requestKind } from "./request-kind.ts";
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

/** So often in a row for one form of a request, or so often in all for one kind, where others of the kind are answered. */
const MOST_IN_A_ROW = 3;
const MOST = 10;

/** Starts with nothing dropped. */
export function createDrops(): Drops {
  const forms = new Map<string, Dropped>();
  const kinds = new Map<string, readonly number[]>();
  return {
    count: (request, seq) => {
      const [form, kind] = [requestForm(request), requestKind(request)];
      const { all, inARow } = forms.get(form) ?? NEVER;
      forms.set(form, { all: [...all, seq], inARow: inARow + 1 });
      kinds.set(kind, [...(kinds.get(kind) ?? []), seq]);
    },
    forgive: (request) => {
      if (forms.size === 0) return;
      const form = requestForm(request);
      const dropped = forms.get(form);
      if (dropped !== undefined) forms.set(form, { ...dropped, inARow: 0 });
    },
    reject: (request) => {
      if (forms.size === 0) return;
      const [form, kind] = [requestForm(request), requestKind(request)];
      const { all, inARow } = forms.get(form) ?? NEVER;
      if (inARow >= MOST_IN_A_ROW) withhold(form, all);
      const ofKind = kinds.get(kind) ?? [];
      if (ofKind.length >= MOST) withhold(kind, ofKind);
    },
  };
}

const NEVER: Dropped = { all: [], inARow: 0 };

function withhold(what: string, all: readonly number[]): never {
  const numbers = all.map((seq) => `#${seq}`).join(", ");
  throw new Withheld(`${what} was left unanswered ${all.length} times (${numbers}), so it is not sent any more`);
}
