import type { Product } from "../../profile/seat-rules.ts";
import type { ProductSeats, SeatLedger } from "../ports.ts";
import { SeatRefusal } from "./seat-refusal.ts";

/** What a seat ledger starts with. */
export interface SeatLedgerOptions {
  readonly products: readonly Product[];
  /** Epoch milliseconds; decides which products have expired. */
  readonly clock: () => number;
}

/** A ledger in memory. A seat is looked for and taken in one step, so no two requests can be given the same one. */
export function createMemorySeatLedger({ products, clock }: SeatLedgerOptions): SeatLedger {
  const byName = new Map<string, Product>(products.map((product) => [product.name, product]));
  const holders = new Map<string, Set<string>>();
  const held = new Map<string, ReadonlySet<string>>();

  const toSeats = (product: Product): ProductSeats => ({ ...product, used: holders.get(product.name)?.size ?? 0 });
  const refuse = (name: string): void => {
    const product = byName.get(name);
    if (product === undefined) throw SeatRefusal.notSubscribed(name, [...byName.keys()]);
    const seats = toSeats(product);
    if (seats.expires !== undefined && Date.parse(seats.expires) <= clock()) throw SeatRefusal.expired(seats);
    if (seats.used >= seats.total) throw SeatRefusal.noSeatLeft(seats);
  };
  const assign = (userId: string, names: readonly string[]): void => {
    const before = held.get(userId) ?? new Set();
    const after = new Set(names);
    const taken = [...after].filter((name) => !before.has(name));
    taken.forEach(refuse);
    for (const name of before) if (!after.has(name)) holders.get(name)?.delete(userId);
    for (const name of taken) holders.set(name, (holders.get(name) ?? new Set()).add(userId));
    if (after.size === 0) held.delete(userId);
    else held.set(userId, after);
  };

  return {
    products: async () => [...byName.values()].map(toSeats),
    held: async (userId) => [...(held.get(userId) ?? [])],
    assign: async (userId, names) => assign(userId, names),
    release: async (userId) => assign(userId, []),
    buy: async (name, seats) => {
      const product = { ...byName.get(name), name, total: (byName.get(name)?.total ?? 0) + seats };
      byName.set(name, product);
      return toSeats(product);
    },
  };
}
