import { defineCheck } from "../../src/engine/check.ts";
import type { Check } from "../../src/engine/check.ts";
import { isSuccess } from "../../src/engine/verify.ts";
import type { SeatLedger, ServerPorts } from "../../src/server/ports.ts";
import { zoominfo } from "../zoominfo/clause.ts";
import { faultyLedger } from "./faulty-ledger.ts";
import { askForSeat, otherProduct, scarceProduct, verifyGiven, verifyNotGiven } from "./holders.ts";

const duplicate = defineCheck({
  id: "seats.leaks.duplicate",
  title: "A create that is refused as a duplicate takes no seat",
  clause: zoominfo({
    id: "ZOOMINFO-seats-07",
    standing: "inferred",
    requirement: "A seat belongs to a user; a request that makes no user takes none, whatever it is refused for.",
  }),
  needs: ["seats"],
  blocks: ["create"],
  advice: "Give the seat back when the create fails after the seat was taken, or take both in one transaction.",
  exclusive: true,
  run: async (t) => {
    const product = scarceProduct(t, 2);
    const overrides = t.seats.withProducts([product]);
    const existing = await t.make.user({ overrides });
    await t.seats.fill(product, { leave: 1 });
    verifyNotGiven(await t.post("/Users", existing.sent), "the user exists already");
    verifyGiven(await askForSeat(t, product), `one seat of ${product} is free: only a duplicate was refused before`);
  },
  defects: [{ name: "seat-kept-when-create-fails", breaks: "ZOOMINFO-seats-07", port: keepSeatOfFailedCreate }],
});

const repeatedPut = defineCheck({
  id: "seats.leaks.repeated-put",
  title: "A PUT that changes no product takes no further seat",
  clause: zoominfo({
    id: "ZOOMINFO-seats-08",
    standing: "inferred",
    requirement: "A user holds one seat of a product, however often the profile is pushed.",
  }),
  needs: ["seats"],
  blocks: ["create", "update"],
  advice: "Keep seats as a set of holders for each product; writing the same product again changes nothing.",
  exclusive: true,
  run: async (t) => {
    const product = scarceProduct(t, 2);
    const user = await t.make.user({ overrides: t.seats.withProducts([product]) });
    await t.seats.fill(product, { leave: 1 });
    for (let push = 1; push <= 2; push += 1) {
      verifyGiven(await t.put(user.path, await user.read()), "the user holds the seat already");
    }
    verifyGiven(await askForSeat(t, product), `one seat of ${product} is free: PUTs of a holder take none`);
  },
  defects: [{ name: "seat-taken-with-each-put", breaks: "ZOOMINFO-seats-08", port: faultyLedger(takeWithEachWrite) }],
});

const allOrNone = defineCheck({
  id: "seats.leaks.all-or-none",
  title: "A create that is refused for one of two products takes no seat of the other",
  clause: zoominfo({
    id: "ZOOMINFO-seats-09",
    standing: "inferred",
    requirement: "Seats of several products are taken all or none; a refusal leaves the other product as it was.",
  }),
  needs: ["seats"],
  blocks: ["create"],
  advice: "Ask for the seats of all products before the first is taken, or give back those that were taken.",
  exclusive: true,
  run: async (t) => {
    const scarce = scarceProduct(t, 0);
    const other = otherProduct(t, t.seats.scarcest().available + 1);
    await t.seats.fill(scarce, { overrides: t.seats.withProducts([other, scarce]) });
    await t.seats.fill(other, { leave: 1 });
    if (isSuccess(await askForSeat(t, other, scarce))) t.skip("the target gives more seats than were stated");
    verifyGiven(await askForSeat(t, other), `one seat of ${other} is free: the create before was refused`);
  },
  defects: [{ name: "first-seat-kept-on-refusal", breaks: "ZOOMINFO-seats-09", port: faultyLedger(takeOneByOne) }],
});

/** A store that finds duplicates only when it writes, and a ledger that takes nothing back. */
function keepSeatOfFailedCreate({ store, seats }: ServerPorts): Partial<ServerPorts> {
  return {
    store: { ...store, findByUserName: async () => undefined, findByEmail: async () => undefined },
    seats: {
      ...seats,
      assign: async (userId, products) => (products.length === 0 ? undefined : seats.assign(userId, products)),
    },
  };
}

/** A ledger that counts writes instead of holders. */
function takeWithEachWrite(seats: SeatLedger): Partial<SeatLedger> {
  let writes = 0;
  return {
    held: async () => [],
    assign: async (userId, products) => {
      writes += 1;
      await seats.assign(`${userId}/${writes}`, products);
    },
  };
}

/** A ledger that takes one seat after the other and keeps those it has when one is refused. */
function takeOneByOne(seats: SeatLedger): Partial<SeatLedger> {
  return {
    assign: async (userId, products) => {
      const held = (await seats.held(userId)).filter((product) => products.includes(product));
      for (const product of products) {
        if (!held.includes(product)) held.push(product);
        await seats.assign(userId, held);
      }
    },
  };
}

/** Seats that nobody holds and nobody gets. */
export const leakChecks: readonly Check[] = [duplicate, repeatedPut, allOrNone];
