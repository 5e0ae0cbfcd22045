import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import type { Endpoint } from "./endpoint.ts";
import type { IdPolicy } from "./id-policy.ts";
import { makeStrangers } from "./strangers.ts";

/** Something that the target holds. */
export interface Entry {
  readonly id: string;
  readonly isStranger: boolean;
  resource: JsonObject;
  /** The target itself has written over this stranger what the run sent: by all that can be read it is the run's now. */
  isDamaged?: boolean;
}

interface NewEntry {
  readonly sent: JsonObject;
  readonly isStranger: boolean;
  readonly wanted?: string | undefined;
}

/** What the run has left, by kind. */
export interface Left {
  readonly users: number;
  readonly groups: number;
}

/** The people and groups of a target: 250 strangers, and what the run makes. */
export class Store {
  readonly #held: Record<Endpoint, Map<string, Entry>> = { Users: new Map(), Groups: new Map() };
  readonly #policy: IdPolicy;
  readonly #rename: (endpoint: Endpoint, resource: JsonObject) => JsonObject;
  readonly #madeInOrder: Entry[] = [];
  /** Every stranger as it was at first. */
  readonly #met: { readonly endpoint: Endpoint; readonly entry: Entry; readonly text: string }[] = [];

  constructor(policy: IdPolicy, rename: (endpoint: Endpoint, resource: JsonObject) => JsonObject) {
    this.#policy = policy;
    this.#rename = rename;
    makeStrangers((endpoint, sent) => this.#add(endpoint, { sent, isStranger: true }).id);
  }

  /** Takes what a client sent. */
  make(endpoint: Endpoint, sent: JsonObject, id?: string): Entry {
    const entry = this.#add(endpoint, { sent: this.#rename(endpoint, sent), isStranger: false, wanted: id });
    this.#madeInOrder.push(entry);
    return entry;
  }

  #add(endpoint: Endpoint, { sent, isStranger, wanted }: NewEntry): Entry {
    const id = wanted ?? this.#policy.next(endpoint, { sent, isTaken: (e, one) => this.#held[e].has(one) });
    const now = new Date().toISOString();
    const meta = { resourceType: endpoint === "Users" ? "User" : "Group", created: now, lastModified: now };
    const entry = { id, isStranger, resource: { ...sent, id: this.#policy.show(id), meta } };
    this.#held[endpoint].set(id, entry);
    if (isStranger) this.#met.push({ endpoint, entry, text: JSON.stringify(entry.resource) });
    return entry;
  }

  find(endpoint: Endpoint, id: string): Entry | undefined {
    return this.#held[endpoint].get(id);
  }

  all(endpoint: Endpoint): readonly Entry[] {
    return [...this.#held[endpoint].values()];
  }

  strangers(endpoint: Endpoint): readonly Entry[] {
    return this.all(endpoint).filter(({ isStranger }) => isStranger);
  }

  /** The first stranger of that kind: whom the behaviours put in somebody else's place. */
  stranger(endpoint: Endpoint): Entry {
    const [first] = this.strangers(endpoint);
    // All of them are gone, which is what the harness then reports; the faulty answer goes on as before.
    return first ?? { id: "gone", isStranger: true, resource: { id: "gone" } };
  }

  /** What the run has made and not removed, oldest first. */
  own(endpoint: Endpoint): readonly Entry[] {
    return this.#madeInOrder.filter((entry) => this.#held[endpoint].get(entry.id) === entry);
  }

  /** What the run made, removed or not, oldest first. */
  everMade(): readonly Entry[] {
    return this.#madeInOrder;
  }

  remove(endpoint: Endpoint, id: string): boolean {
    const wasThere = this.#held[endpoint].delete(id);
    const newcomer = wasThere ? this.#policy.afterRemoval?.(endpoint, id) : undefined;
    if (newcomer !== undefined) this.#add(endpoint, { sent: newcomer, isStranger: true, wanted: id });
    return wasThere;
  }

  /** Replaces what a resource says; its id and meta stay. */
  change(endpoint: Endpoint, id: string, wanted: JsonObject): JsonObject | undefined {
    const entry = this.find(endpoint, id);
    if (!entry) return undefined;
    const old = entry.resource["meta"];
    const meta = { ...(isObject(old) ? old : {}), lastModified: new Date().toISOString() };
    entry.resource = { ...wanted, id: this.#policy.show(id), meta };
    return entry.resource;
  }

  /** The target writes over a stranger by itself. */
  damage(endpoint: Endpoint, id: string, wanted: JsonObject): void {
    const entry = this.find(endpoint, id);
    if (!entry) return;
    this.change(endpoint, id, wanted);
    entry.isDamaged = true;
  }

  /** True for somebody else's, unless the target itself has made it look like the run's. */
  isStrangers(endpoint: Endpoint, id: string): boolean {
    const entry = this.find(endpoint, id);
    return entry?.isStranger === true && entry.isDamaged !== true;
  }

  left(): Left {
    return { users: this.own("Users").length, groups: this.own("Groups").length };
  }

  /** What has become of every stranger that there ever was; nothing when all are as they were. */
  harmed(): readonly string[] {
    return this.#met.flatMap(({ endpoint, entry, text }) => {
      const now = JSON.stringify(entry.resource);
      if (entry.isDamaged === true) return [];
      if (this.#held[endpoint].get(entry.id) !== entry) return [`${endpoint}/${entry.id} is gone`];
      return now === text ? [] : [`${endpoint}/${entry.id} is now ${now.slice(0, 200)}`];
    });
  }
}
