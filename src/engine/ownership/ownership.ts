import { createHabits } from "./habits.ts";
import type { Habits } from "./habits.ts";
import { SentCreates } from "./sent-creates.ts";
import type { Claim, OpenIntent, OwnResource } from "./sent-creates.ts";
import { isStraight, toResourcePath } from "../../exchange/resource-url.ts";

/**
 * What is known of an id. `claimed`: an answer said that it is the run's. `proven`: a reading of its URL showed the run's
 * mark. `strange`: it is somebody else's, or two creates were given it; that never changes. `gone`: removed. `nobody`: a
 * reading found nothing there. `unknown`: never heard of.
 */
export type Standing = "claimed" | "proven" | "strange" | "gone" | "nobody" | "unknown";

interface Holding {
  readonly claim: Claim;
  readonly standing: "claimed" | "proven" | "strange" | "gone" | "nobody";
  /** A DELETE was answered as if it were gone; no reading has shown it yet. */
  readonly isDeleteAnswered: boolean;
}

/**
 * Remembers what a run made, so that it changes nothing else and leaves nothing behind. The answer to a create is a claim;
 * only a reading of exactly that URL that shows the run's mark makes a resource the run's own.
 */
export class Ownership extends SentCreates {
  readonly habits: Habits = createHabits();
  readonly #holdings = new Map<string, Holding>();
  readonly #inactive = new Map<string, OwnResource>();
  readonly #left = new Map<string, string>();
  readonly #disputed = new Map<string, OwnResource>();
  readonly #estranged = new Map<string, OwnResource>();
  readonly #removing = new Set<string>();

  /** An answer says that the resource is the run's. An id that two creates of different names were given belongs to neither. */
  claim(claim: Claim): void {
    const { endpoint, id } = claim;
    // An id that no URL can hold (`..`), or that is the word for none, would lead to something else.
    if (!isAddressable(endpoint, id)) return;
    const known = this.#holdings.get(key(endpoint, id));
    if (known?.standing === "strange") return;
    const isHeld = known?.standing === "claimed" || known?.standing === "proven";
    if (isHeld && !known.isDeleteAnswered) {
      if (isOfAnother(known.claim, claim)) {
        this.#disputed.set(key(endpoint, id), known.claim);
        this.disown(endpoint, id);
      }
      return;
    }
    this.#hold(claim, "claimed");
    this.journal.append({ type: "created", endpoint, id });
  }

  /** A reading of exactly that URL showed a resource with the run's mark. */
  prove(endpoint: string, id: string, found: Pick<Claim, "madeBy">): void {
    const known = this.#holdings.get(key(endpoint, id));
    if (known === undefined || known.standing === "nobody" || known.standing === "gone") {
      this.claim({ endpoint, id, madeBy: found.madeBy });
    }
    const holding = this.#holdings.get(key(endpoint, id));
    if (holding === undefined || holding.standing === "strange") return;
    if (holding.claim.seq !== undefined) this.settle(holding.claim.seq);
    this.#hold(holding.claim, "proven", holding.isDeleteAnswered);
  }

  /**
   * It is somebody else's: from now on it is never changed, and no longer counts as the run's. `claim` is the create that was answered
   * with it: the run may have made it all the same, on a target that gives names of its own.
   */
  disown(endpoint: string, id: string, claim?: Claim): void {
    const known = this.#holdings.get(key(endpoint, id));
    this.noteDoubt(claim ?? (known !== undefined && isOurs(known) ? known.claim : undefined));
    if (known?.standing === "strange") return;
    // Proven it was, also when a DELETE was answered since.
    const wasProven = known?.standing === "proven" || (known?.standing === "claimed" && known.isDeleteAnswered);
    if (wasProven) this.#estranged.set(key(endpoint, id), known.claim);
    this.#hold(known?.claim ?? claim ?? { endpoint, id, madeBy: "" }, "strange");
    if (known !== undefined) this.journal.append({ type: "removed", endpoint, id });
  }

  /** A DELETE was answered as if the resource were gone. Where DELETE is known to work, that is believed. */
  answeredDelete(endpoint: string, id: string, isBelieved: boolean): void {
    const known = this.#holdings.get(key(endpoint, id));
    if (known === undefined || !isOurs(known)) return;
    const { deletes, finds } = this.habits;
    if (isBelieved && deletes.get(endpoint) === true && finds.get(endpoint) !== "nothing") this.removed(endpoint, id);
    // What earlier readings showed says nothing of what has the id now.
    else this.#hold(known.claim, "claimed", true);
  }

  /** A change was answered under another id: only a new reading tells what has this one by now. */
  moved(endpoint: string, id: string): void {
    const known = this.#holdings.get(key(endpoint, id));
    if (known !== undefined && isOurs(known)) this.#hold(known.claim, "claimed", true);
  }

  /** A reading found nothing there: after a DELETE it is gone. */
  missing(endpoint: string, id: string): void {
    const known = this.#holdings.get(key(endpoint, id));
    if (known === undefined) this.#hold({ endpoint, id, madeBy: "" }, "nobody");
    else if (known.isDeleteAnswered) this.removed(endpoint, id);
  }

  /** Nothing of it is left. */
  removed(endpoint: string, id: string): void {
    const known = this.#holdings.get(key(endpoint, id));
    if (known === undefined || !isOurs(known)) return;
    this.#hold(known.claim, "gone");
    this.noteGone(known.claim);
    this.#inactive.delete(key(endpoint, id));
    this.#left.delete(key(endpoint, id));
    this.journal.append({ type: "removed", endpoint, id });
  }

  /** The target does not delete it, so it has been switched to inactive and stays. */
  deactivated(resource: OwnResource): void {
    this.#inactive.set(key(resource.endpoint, resource.id), resource);
  }

  /** What stays on the target, switched to inactive. */
  leftInactive(): readonly OwnResource[] {
    return [...this.#inactive.values()];
  }

  /** It could not be removed, and why; that is not tried again unless DELETE is seen to work. */
  leave({ endpoint, id }: OwnResource, why: string): void {
    this.#left.set(key(endpoint, id), why);
  }

  /** Why it could not be removed; undefined when it was not tried, or may be tried again. */
  whyLeft({ endpoint, id }: OwnResource): string | undefined {
    return this.#left.get(key(endpoint, id));
  }

  /** DELETE was seen to work since: what was left of that type, or switched to inactive, may be removed after all. */
  mayLeaveNothing(endpoint: string): void {
    for (const kept of [this.#left, this.#inactive]) {
      for (const one of [...kept.keys()].filter((name) => name.startsWith(`${endpoint}/`))) kept.delete(one);
    }
  }

  /** What is known of an id. */
  standing(endpoint: string, id: string): Standing {
    return this.#holdings.get(key(endpoint, id))?.standing ?? "unknown";
  }

  /** The exchange that created it; undefined when it was found by other means. */
  createOf(endpoint: string, id: string): number | undefined {
    return this.#holdings.get(key(endpoint, id))?.claim.seq;
  }

  /** The name that its create was sent with; undefined when there was none, or it was found by other means. */
  nameSent(endpoint: string, id: string): string | undefined {
    return this.#holdings.get(key(endpoint, id))?.claim.name;
  }

  /**
   * True when the id has come to name something else that the run made or is making: targets that count give an id away again
   * as soon as it is free. `shown` is the name that a reading of it shows.
   */
  isReused(resource: Claim, shown: string | undefined): boolean {
    const seqNow = this.#holdings.get(key(resource.endpoint, resource.id))?.claim.seq;
    if (resource.seq === undefined || resource.name === undefined) return false;
    if (seqNow !== undefined && seqNow !== resource.seq) return true;
    const name = shown?.toLowerCase();
    const isAsked = this.openIntents().some((i) => i.endpoint === resource.endpoint && i.name.toLowerCase() === name);
    return isAsked && name !== resource.name.toLowerCase();
  }

  /** A DELETE of it was answered, so that what is there now need not be the run's any more. */
  isDeleteAnswered(endpoint: string, id: string): boolean {
    return this.#holdings.get(key(endpoint, id))?.isDeleteAnswered ?? false;
  }

  /**
   * True for everything that the run was ever told to have made, removed or not, and that was not found to be somebody
   * else's. An id says nothing without its endpoint: where ids are counters, a group of the run has the id of somebody's user.
   */
  wasMade(endpoint: string, id: string): boolean {
    return ["claimed", "proven", "gone"].includes(this.standing(endpoint, id));
  }

  /** True for what the run made and has not removed, by what it was told. */
  isOwn(endpoint: string, id: string): boolean {
    return ["claimed", "proven"].includes(this.standing(endpoint, id));
  }

  /**
   * The resource that a body means by an id, when no reading has proven it to be the run's: a user first, as members mostly are,
   * else a group. Undefined for an id that the run was not given, and for one that is proven.
   */
  unproven(id: string): OwnResource | undefined {
    const [user, group] = ["/Users", "/Groups"].map((endpoint) => this.#holdings.get(key(endpoint, id)));
    const isUser = user !== undefined && (isOurs(user) || user.standing === "strange");
    const meant = isUser ? user : group;
    return meant?.standing === "claimed" || meant?.standing === "strange" ? meant.claim : undefined;
  }

  /**
   * What still exists, as far as the run knows; all of it, or what one check or scenario made. Groups come before users, and
   * what stays switched to inactive is left out.
   */
  remaining(madeBy?: string): readonly Claim[] {
    const all = [...this.#holdings.values()].filter((h) => isOurs(h)).map(({ claim }) => claim);
    return all
      .filter((claim) => madeBy === undefined || claim.madeBy === madeBy)
      .filter((claim) => !this.#inactive.has(key(claim.endpoint, claim.id)))
      .sort((a, b) => rank(a) - rank(b));
  }

  /** What was proven to be the run's, and shows none of its names any more: the target renamed it, or it is somebody else's by now. */
  estranged(): readonly OwnResource[] {
    return [...this.#estranged.values()];
  }

  /** What two creates were given: nothing shows which of them it is, so that it stays. */
  disputed(): readonly OwnResource[] {
    return [...this.#disputed.values()];
  }

  /** Begins to remove a resource; false when that is under way, since between two requests the id may become somebody else's. */
  beginRemoval({ endpoint, id }: OwnResource): boolean {
    if (this.#removing.has(key(endpoint, id))) return false;
    this.#removing.add(key(endpoint, id));
    return true;
  }

  /** The removal has come to its end. */
  endRemoval({ endpoint, id }: OwnResource): void {
    this.#removing.delete(key(endpoint, id));
  }

  /** Creates whose outcome is unknown, and of which no resource is known either. */
  unclear(madeBy?: string): readonly OpenIntent[] {
    const claimed = new Set([...this.#holdings.values()].filter((h) => isOurs(h)).map(({ claim }) => claim.seq));
    return this.openIntents(madeBy).filter(({ seq }) => !claimed.has(seq));
  }

  #hold(claim: Claim, standing: Holding["standing"], isDeleteAnswered = false): void {
    this.#holdings.set(key(claim.endpoint, claim.id), { claim, standing, isDeleteAnswered });
  }
}

/** True when a URL can name the resource. */
export function isAddressable(endpoint: string, id: string): boolean {
  if (["", "undefined", "null", "[object Object]"].includes(id)) return false;
  return isStraight(toResourcePath(endpoint, id));
}

function isOurs({ standing }: Holding): boolean {
  return standing === "claimed" || standing === "proven";
}

/** Two creates, and not one that was sent again under the same name. */
function isOfAnother(known: Claim, claim: Claim): boolean {
  if (known.seq === undefined || claim.seq === undefined || known.seq === claim.seq) return false;
  return known.name === undefined || known.name.toLowerCase() !== claim.name?.toLowerCase();
}

function key(endpoint: string, id: string): string {
  return `${endpoint}/${id}`;
}

function rank(resource: OwnResource): number {
  return resource.endpoint === "/Users" ? 1 : 0;
}
