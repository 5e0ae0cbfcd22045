import type { SeatRules } from "../../../profile/seat-rules.ts";
import { createKeyedLock } from "../../stores/keyed-lock.ts";
import type { SeatLedger, Store, StoredResource } from "../../ports.ts";
import type { ServerContext } from "../../http/server-context.ts";
import { productsOf } from "../../seats/user-products.ts";

/** Writes users and keeps their seats in step. A write that fails leaves store and seats as they were. */
export interface UserWrites {
  readonly insert: (user: StoredResource) => Promise<void>;
  readonly update: (
    id: string,
    change: (current: StoredResource) => StoredResource,
  ) => Promise<StoredResource | undefined>;
  readonly remove: (id: string) => Promise<boolean>;
}

/** Writes to the store alone where the profile has no seats; otherwise to store and ledger. */
export function createUserWrites({ profile: { seats: rules }, ports: { store, seats } }: ServerContext): UserWrites {
  if (rules !== undefined) return createSeatedWrites(rules, store, seats);
  return {
    insert: store.insert,
    update: async (id, change) => store.update("User", id, change),
    remove: async (id) => store.remove("User", id),
  };
}

function createSeatedWrites(rules: SeatRules, store: Store, seats: SeatLedger): UserWrites {
  // Store and ledger change one after the other, so two writes of the same user must not mix. Writes of different users
  // need no lock: each port is atomic by itself.
  const withLock = createKeyedLock();
  return {
    insert: async (user) => withSeats(seats, { user, rules, write: async () => store.insert(user) }),
    update: async (id, change) =>
      withLock(id, async () => {
        const current = await store.find("User", id);
        if (current === undefined) return undefined;
        const user = change(current);
        const write = async (): Promise<StoredResource | undefined> =>
          store.update("User", id, (latest) => (latest === current ? user : change(latest)));
        return withSeats(seats, { user, rules, write });
      }),
    remove: async (id) =>
      withLock(id, async () => {
        const isRemoved = await store.remove("User", id);
        if (isRemoved && rules.freedBy.includes("delete")) await seats.release(id);
        return isRemoved;
      }),
  };
}

interface SeatedWrite<T> {
  /** As he will be after the write. */
  readonly user: StoredResource;
  readonly rules: SeatRules;
  readonly write: () => Promise<T>;
}

/**
 * Takes the missing seats, writes, and gives back those that are not needed any more: nothing given back has to be
 * taken again when the write fails, which might come too late.
 */
async function withSeats<T>(seats: SeatLedger, { user, rules, write }: SeatedWrite<T>): Promise<T> {
  const before = await seats.held(user.id);
  const after = seatsOf(user, rules);
  const isGrowing = hasOthers(after, before);
  if (isGrowing) await seats.assign(user.id, [...new Set([...before, ...after])]);
  const result = await write().catch(async (error: unknown) => {
    if (isGrowing) await seats.assign(user.id, before);
    throw error;
  });
  if (hasOthers(before, after)) await seats.assign(user.id, after);
  return result;
}

/** Whether some of the products are not among the others. */
function hasOthers(products: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others);
  return products.some((product) => !known.has(product));
}

/** A portal user who was never assigned holds his products although he is not scim-active; a cap counts who is active. */
function seatsOf({ attributes, neverAssigned }: StoredResource, rules: SeatRules): readonly string[] {
  const isHolding = attributes["active"] === true || (neverAssigned && rules.attribute !== undefined);
  const isFreed = !isHolding && rules.freedBy.includes("deactivate");
  return isFreed ? [] : productsOf(attributes, rules);
}
