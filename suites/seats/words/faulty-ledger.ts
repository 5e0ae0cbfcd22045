import type { SeatLedger, ServerPorts } from "../../../src/server/ports.ts";

/** Decides whether a seat is given although none is left. */
export type Overbooking = (userId: string, products: readonly string[], ledger: SeatLedger) => Promise<boolean>;

/**
 * A ledger that gives seats beyond the limit where the rule says so; products that nobody has are refused as ever. The rule
 * is made anew for each server.
 */
export function overbook(createRule: () => Overbooking): (ports: ServerPorts) => Partial<ServerPorts> {
  return ({ seats }) => {
    const mayOverbook = createRule();
    const beyond = new Map<string, readonly string[]>();
    const held: SeatLedger["held"] = async (userId) => beyond.get(userId) ?? (await seats.held(userId));
    const assign: SeatLedger["assign"] = async (userId, products) => {
      const isAllowed = (await areKnown(products, seats)) && (await mayOverbook(userId, products, { ...seats, held }));
      await seats.assign(userId, products).then(
        () => beyond.delete(userId),
        (refusal: unknown) => {
          if (!isAllowed) throw refusal;
          beyond.set(userId, products);
        },
      );
    };
    const release: SeatLedger["release"] = async (userId) => {
      beyond.delete(userId);
      await seats.release(userId);
    };
    return { seats: { ...seats, held, assign, release } };
  };
}

/** True when each product has a free seat, or one that the user holds already. */
export async function areFree(userId: string, products: readonly string[], ledger: SeatLedger): Promise<boolean> {
  const [all, held] = [await ledger.products(), await ledger.held(userId)];
  return products.every((name) => held.includes(name) || all.some((p) => p.name === name && p.used < p.total));
}

/** A fault in the ledger alone. */
export function faultyLedger(
  change: (seats: SeatLedger) => Partial<SeatLedger>,
): (ports: ServerPorts) => Partial<ServerPorts> {
  return ({ seats }) => ({ seats: { ...seats, ...change(seats) } });
}

async function areKnown(products: readonly string[], seats: SeatLedger): Promise<boolean> {
  const known = new Set((await seats.products()).map(({ name }) => name));
  return products.every((name) => known.has(name));
}
