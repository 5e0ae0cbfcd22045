import type { Journal } from "./journal.ts";
import { isStraight, toResourcePath } from "./resource-url.ts";

/** A resource that the run made. */
export interface OwnResource {
  /** For example `/Users`. */
  readonly endpoint: string;
  readonly id: string;
  /** The check or scenario that made it. */
  readonly madeBy: string;
}

/** A create whose outcome is unknown: no answer came, or none that could be read. */
export interface OpenIntent {
  readonly endpoint: string;
  /** userName or displayName that was sent. */
  readonly name: string;
  readonly madeBy: string;
}

/** Remembers what a run made, so that it changes nothing else and leaves nothing behind. */
export class Ownership {
  readonly #journal: Journal;
  readonly #own = new Map<string, OwnResource>();
  readonly #everOwn = new Set<string>();
  readonly #unknown = new Set<string>();
  readonly #intents = new Map<number, OpenIntent>();
  readonly #inactive: OwnResource[] = [];

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Notes a create before it is sent; `seq` is its exchange. */
  intend(seq: number, intent: OpenIntent): void {
    this.#intents.set(seq, intent);
    this.#journal.append({ type: "intent", endpoint: intent.endpoint, name: intent.name });
  }

  /** The create was refused, or its resource is known: nothing is left to look for. */
  settle(seq: number): void {
    const intent = this.#intents.get(seq);
    if (intent === undefined) return;
    this.#intents.delete(seq);
    this.#journal.append({ type: "settled", endpoint: intent.endpoint, name: intent.name });
  }

  created(resource: OwnResource): void {
    // An id that no URL can hold (`..`) would lead to something else.
    if (!isStraight(toResourcePath(resource.endpoint, resource.id))) return;
    this.#own.set(key(resource.endpoint, resource.id), resource);
    this.#everOwn.add(key(resource.endpoint, resource.id));
    this.#journal.append({ type: "created", endpoint: resource.endpoint, id: resource.id });
  }

  removed(endpoint: string, id: string): void {
    if (this.#own.delete(key(endpoint, id))) this.#journal.append({ type: "removed", endpoint, id });
  }

  /** The target does not delete it, so it has been switched to inactive and stays. */
  deactivated(resource: OwnResource): void {
    this.#inactive.push(resource);
    this.removed(resource.endpoint, resource.id);
  }

  /** What stays on the target, switched to inactive. */
  leftInactive(): readonly OwnResource[] {
    return this.#inactive;
  }

  /**
   * True for everything that the run ever made, removed or not. An id says nothing without its endpoint: where ids are
   * counters, a group of the run has the id of somebody's user.
   */
  wasMade(endpoint: string, id: string): boolean {
    return this.#everOwn.has(key(endpoint, id));
  }

  /** True for what the run made and has not removed: a target may give the id of something removed to somebody else. */
  isOwn(endpoint: string, id: string): boolean {
    return this.#own.has(key(endpoint, id));
  }

  allowUnknown(endpoint: string, id: string): void {
    this.#unknown.add(key(endpoint, id));
  }

  /** May the run send a change there? */
  mayChange(endpoint: string, id: string): boolean {
    return this.wasMade(endpoint, id) || this.#unknown.has(key(endpoint, id));
  }

  /** What still exists, as far as the run knows; all of it, or what one check or scenario made. Groups come before users. */
  remaining(madeBy?: string): readonly OwnResource[] {
    const all = [...this.#own.values()].filter((r) => madeBy === undefined || r.madeBy === madeBy);
    return all.sort((a, b) => rank(a) - rank(b));
  }

  /** Creates whose outcome is unknown. */
  openIntents(madeBy?: string): readonly (OpenIntent & { readonly seq: number })[] {
    const all = [...this.#intents].map(([seq, intent]) => ({ ...intent, seq }));
    return all.filter((intent) => madeBy === undefined || intent.madeBy === madeBy);
  }
}

function key(endpoint: string, id: string): string {
  return `${endpoint}/${id}`;
}

function rank(resource: OwnResource): number {
  return resource.endpoint === "/Users" ? 1 : 0;
}
