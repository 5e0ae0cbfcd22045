import type { Journal } from "./journal.ts";

/** A resource that the run made, as far as it was told. */
export interface OwnResource {
  /** For example `/Users`. */
  readonly endpoint: string;
  readonly id: string;
  /** The check or scenario that made it. */
  readonly madeBy: string;
}

/** A create whose outcome is unknown: no answer came, or none that a reading has confirmed. */
export interface OpenIntent {
  readonly endpoint: string;
  /** userName or displayName that was sent. */
  readonly name: string;
  readonly madeBy: string;
}

/** What the answer to a create claims. */
export interface Claim extends OwnResource {
  /** The exchange that created it; undefined when it was found by other means. */
  readonly seq?: number;
  /** The name that was sent. */
  readonly name?: string | undefined;
}

/** Remembers the creates that a run sent, and what is not known of them. */
export class SentCreates {
  protected readonly journal: Journal;
  readonly #intents = new Map<number, OpenIntent>();
  readonly #sent = new Map<string, number>();
  readonly #gone = new Map<number, string>();
  readonly #doubtful = new Map<number, Claim>();
  readonly #suspected = new Set<string>();

  constructor(journal: Journal) {
    this.journal = journal;
  }

  /** Notes a create before it is sent; `seq` is its exchange. */
  intend(seq: number, intent: OpenIntent): void {
    this.#intents.set(seq, intent);
    this.journal.append({ type: "intent", endpoint: intent.endpoint, name: intent.name });
  }

  /** The create was refused, or its resource is known: nothing is left to look for. */
  settle(seq: number): void {
    const intent = this.#intents.get(seq);
    if (intent === undefined) return;
    this.#intents.delete(seq);
    this.journal.append({ type: "settled", endpoint: intent.endpoint, name: intent.name });
  }

  /** Counts the creates that were sent to an endpoint, whatever came of them. */
  countCreate(endpoint: string): void {
    this.#sent.set(endpoint, this.creates(endpoint) + 1);
  }

  /** How many creates were sent to an endpoint. */
  creates(endpoint: string): number {
    return this.#sent.get(endpoint) ?? 0;
  }

  /** How many of those creates are known to have made what is gone. */
  goneCreates(endpoint: string): number {
    return [...this.#gone.values()].filter((one) => one === endpoint).length;
  }

  /** An earlier run may have sent creates to an endpoint: it is looked through at the end. */
  suspect(endpoint: string): void {
    this.#suspected.add(endpoint);
  }

  /** True for an endpoint where something may have been made. */
  isSuspected(endpoint: string): boolean {
    return this.creates(endpoint) > 0 || this.#suspected.has(endpoint);
  }

  /** What a create made is gone. */
  protected noteGone({ seq, endpoint }: Claim): void {
    if (seq !== undefined) this.#gone.set(seq, endpoint);
  }

  /** What a create was answered with is somebody else's, or has a name that the target gave it. */
  protected noteDoubt(claim: Claim | undefined): void {
    if (claim?.seq !== undefined) this.#doubtful.set(claim.seq, claim);
  }

  /**
   * True for a create that was answered with what a reading showed under names that the run never sent: somebody else's, or the
   * run's own on a target that gives names of its own.
   */
  isDoubtful(seq: number): boolean {
    return this.#doubtful.has(seq);
  }

  /** The doubtful ones that were sent without a name to look for. */
  doubtfulWithoutName(): readonly OwnResource[] {
    return [...this.#doubtful.values()].filter(({ name }) => name === undefined);
  }

  /** Creates whose outcome is unknown. */
  openIntents(madeBy?: string): readonly (OpenIntent & { readonly seq: number })[] {
    const all = [...this.#intents].map(([seq, intent]) => ({ ...intent, seq }));
    return all.filter((intent) => madeBy === undefined || intent.madeBy === madeBy);
  }
}
