import { describe, expect, it } from "vitest";
import type { Product } from "../../profile/seat-rules.ts";
import type { SeatLedgerOptions } from "./memory-seat-ledger.ts";
import type { SeatLedger } from "../ports.ts";
import { SeatRefusal } from "./seat-refusal.ts";

const NOW = Date.parse("2026-06-01T00:00:00Z");

/** What every implementation of a seat ledger has to do. */
export function describeSeatLedger(name: string, create: CreateLedger): void {
  describe(`${name} as a seat ledger`, () => {
    describeGiving(create);
    describeRefusing(create);
    describeReturning(create);
  });
}

type CreateLedger = (options: SeatLedgerOptions) => SeatLedger;

function describeGiving(create: CreateLedger): void {
  it("counts the seats in use", async () => {
    const ledger = ledgerOf(create)({ name: "Sales", total: 2 }, { name: "Marketing", total: 1 });
    await ledger.assign("ann", ["Sales"]);
    expect(await ledger.products()).toEqual([
      { name: "Sales", total: 2, used: 1 },
      { name: "Marketing", total: 1, used: 0 },
    ]);
    expect(await ledger.held("ann")).toEqual(["Sales"]);
    expect(await ledger.held("bob")).toEqual([]);
  });

  it("gives the last seat and no seat beyond it", async () => {
    const ledger = ledgerOf(create)({ name: "Sales", total: 2 });
    await ledger.assign("ann", ["Sales"]);
    await ledger.assign("bob", ["Sales"]);
    const refusal = await ledger.assign("cy", ["Sales"]).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SeatRefusal);
    expect(refusal).toMatchObject({
      reason: "no-seat-left",
      message: expect.stringContaining("'Sales' is left: 2 of 2 seats are in use"),
    });
    expect(await ledger.held("cy")).toEqual([]);
  });

  it("takes no second seat for a product that is held or named twice", async () => {
    const ledger = ledgerOf(create)({ name: "Sales", total: 1 });
    await ledger.assign("ann", ["Sales", "Sales"]);
    await ledger.assign("ann", ["Sales"]);
    expect(await ledger.products()).toMatchObject([{ used: 1 }]);
  });

  it("sells more seats of a product, and new products", async () => {
    const ledger = ledgerOf(create)({ name: "Sales", total: 1 });
    await ledger.assign("ann", ["Sales"]);
    expect(await ledger.buy("Sales", 2)).toEqual({ name: "Sales", total: 3, used: 1 });
    expect(await ledger.buy("Marketing", 4)).toEqual({ name: "Marketing", total: 4, used: 0 });
    await ledger.assign("bob", ["Sales", "Marketing"]);
  });

  it("gives no more seats than there are to users who ask at the same time", async () => {
    const ledger = ledgerOf(create)({ name: "Sales", total: 100 });
    const users = Array.from({ length: 200 }, (_, index) => `user${index}`);
    const outcomes = await Promise.allSettled(users.map(async (id) => ledger.assign(id, ["Sales"])));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(100);
    expect(await ledger.products()).toEqual([{ name: "Sales", total: 100, used: 100 }]);
  });
}

function describeRefusing(create: CreateLedger): void {
  it("gives all products or none", async () => {
    const ledger = ledgerOf(create)({ name: "Sales", total: 5 }, { name: "Marketing", total: 0 });
    await expect(ledger.assign("ann", ["Sales", "Marketing"])).rejects.toMatchObject({ reason: "no-seat-left" });
    expect(await ledger.products()).toMatchObject([{ used: 0 }, { used: 0 }]);
  });

  it("keeps what a user holds when a further product is refused", async () => {
    const ledger = ledgerOf(create)({ name: "Sales", total: 1 });
    await ledger.assign("ann", ["Sales"]);
    await expect(ledger.assign("ann", ["Cranes"])).rejects.toMatchObject({
      reason: "not-subscribed",
      message: expect.stringContaining("no subscription of product 'Cranes'. Assign a subscribed product: Sales."),
    });
    expect(await ledger.held("ann")).toEqual(["Sales"]);
  });

  it("gives no new seat of an expired product and takes none away", async () => {
    const ledger = create({
      products: [{ name: "Sales", total: 3, expires: "2026-05-01T00:00:00Z" }],
      clock: () => NOW,
    });
    await expect(ledger.assign("ann", ["Sales"])).rejects.toMatchObject({
      reason: "expired",
      message: expect.stringContaining("'Sales' ended on 2026-05-01T00:00:00Z (0 of 3 seats are in use)"),
    });
    let now = Date.parse("2026-04-01T00:00:00Z");
    const later = create({
      products: [{ name: "Sales", total: 3, expires: "2026-05-01T00:00:00Z" }],
      clock: () => now,
    });
    await later.assign("ann", ["Sales"]);
    now = NOW;
    await later.assign("ann", ["Sales"]);
    expect(await later.held("ann")).toEqual(["Sales"]);
  });
}

function describeReturning(create: CreateLedger): void {
  it("gives back what is dropped and takes what is new in one step", async () => {
    const ledger = ledgerOf(create)({ name: "Sales", total: 1 }, { name: "Marketing", total: 1 });
    await ledger.assign("ann", ["Sales"]);
    await ledger.assign("ann", ["Marketing"]);
    expect(await ledger.products()).toMatchObject([{ used: 0 }, { used: 1 }]);
  });

  it("gives back everything on release, once", async () => {
    const ledger = ledgerOf(create)({ name: "Sales", total: 1 });
    await ledger.assign("ann", ["Sales"]);
    await ledger.release("ann");
    await ledger.release("ann");
    expect(await ledger.products()).toMatchObject([{ used: 0 }]);
    await ledger.assign("bob", ["Sales"]);
  });
}

function ledgerOf(create: CreateLedger): (...products: readonly Product[]) => SeatLedger {
  return (...products) => create({ products, clock: () => NOW });
}
