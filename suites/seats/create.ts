import { defineCheck } from "../../src/engine/check.ts";
import type { Check } from "../../src/engine/check.ts";
import { isSuccess, verifyThat } from "../../src/engine/verify.ts";
import type { SeatLedger } from "../../src/server/ports.ts";
import { zoominfo } from "../zoominfo/clause.ts";
import { areFree, faultyLedger, overbook } from "./faulty-ledger.ts";
import type { Overbooking } from "./faulty-ledger.ts";
import { askForSeat, scarceProduct, verifyGiven, verifyNotGiven } from "./holders.ts";
import { keepHalf } from "./refused-create.ts";
import { verifyNobody } from "./verify-nobody.ts";

const limit = defineCheck({
  id: "seats.create.limit",
  title: "A user is not created when the product has no seat left",
  clause: zoominfo({
    id: "ZOOMINFO-seats-01",
    standing: "documented",
    requirement:
      "Guide, Product assignment issues: with more users than seats of a product, provisioning fails for the rest.",
  }),
  needs: ["seats"],
  blocks: ["create"],
  advice: "Refuse a create when all seats of one of its products are taken: count holders, not requests.",
  exclusive: true,
  run: async (t) => {
    const { product, available } = t.seats.scarcest();
    await t.seats.fill(product);
    verifyNotGiven(await askForSeat(t, product), `all ${available} seats of ${product} are taken`);
  },
  defects: [
    { name: "no-seat-limit", breaks: "ZOOMINFO-seats-01", port: overbook(() => async () => true) },
    { name: "one-seat-too-many", breaks: "ZOOMINFO-seats-01", port: overbook(onceOnly) },
  ],
});

const last = defineCheck({
  id: "seats.create.last",
  title: "The last free seat is given",
  clause: zoominfo({
    id: "ZOOMINFO-seats-02",
    standing: "documented",
    requirement: "Guide: of 120 users and 100 seats the last 20 fail, so the hundredth user still gets a seat.",
  }),
  needs: ["seats"],
  blocks: ["create"],
  advice: "Compare the seats in use with the total before the new one is counted, not after.",
  exclusive: true,
  run: async (t) => {
    const product = scarceProduct(t, 1);
    await t.seats.fill(product, { leave: 1 });
    verifyGiven(await askForSeat(t, product), `one seat of ${product} is free`);
  },
  defects: [{ name: "last-seat-never-given", breaks: "ZOOMINFO-seats-02", port: faultyLedger(holdOneBack) }],
});

const concurrent = defineCheck({
  id: "seats.create.concurrent",
  title: "Creates at the same time are not given more seats than there are",
  clause: zoominfo({
    id: "ZOOMINFO-seats-03",
    standing: "documented",
    requirement: "Guide: a product never has more users than seats; that holds for requests that arrive together too.",
  }),
  needs: ["seats"],
  blocks: ["create"],
  advice: "Look for a free seat and take it in one step: a conditional update, or a lock that is held over both.",
  exclusive: true,
  run: async (t) => {
    const product = scarceProduct(t, 1);
    await t.seats.fill(product, { leave: 1 });
    const replies = await Promise.all(Array.from({ length: 8 }, () => askForSeat(t, product)));
    const given = replies.filter(isSuccess);
    const [decisive = replies[0]] = given.slice(-1);
    if (decisive === undefined) return;
    verifyThat(given.length <= 1, decisive, {
      reason: `${given.length} of 8 creates at the same time are given the one seat of ${product} that is free`,
      expected: "at most 1 success",
      actual: `${given.length} successes`,
    });
  },
  defects: [
    {
      name: "seat-check-races",
      breaks: "ZOOMINFO-seats-03",
      port: overbook(() => async (userId, products, ledger) => {
        const wasFree = await areFree(userId, products, ledger);
        await new Promise((resolve) => setTimeout(resolve, 10));
        return wasFree;
      }),
    },
  ],
});

const half = defineCheck({
  id: "seats.create.nothing-left",
  title: "A create that is refused for want of a seat leaves no user behind",
  clause: zoominfo({
    id: "ZOOMINFO-seats-04",
    standing: "documented",
    requirement:
      "Guide: provisioning of the user fails; a user who was made all the same would be linked at the next try.",
  }),
  needs: ["seats"],
  blocks: ["create"],
  advice: "Take the seat and store the user in one transaction; when the seat is refused, nothing of the user stays.",
  exclusive: true,
  run: async (t) => {
    const { product } = t.seats.scarcest();
    await t.seats.fill(product);
    const body = t.make.userBody({ overrides: t.seats.withProducts([product]) });
    if (isSuccess(await t.post("/Users", body))) t.skip("the target gives more seats than were stated");
    await verifyNobody(t, body.userName);
  },
  defects: [{ name: "half-created-user", breaks: "ZOOMINFO-seats-04", wrap: keepHalf() }],
});

/** Overbooks one user and no more. */
function onceOnly(): Overbooking {
  let isOver = false;
  return async (userId, products, ledger) => {
    if (await areFree(userId, products, ledger)) return false;
    if (isOver) return false;
    isOver = true;
    return true;
  };
}

/** Takes one seat of each product out of the reckoning, as a comparison that is off by one does. */
function holdOneBack(seats: SeatLedger): Partial<SeatLedger> {
  let isHeldBack = false;
  return {
    assign: async (userId, products) => {
      if (!isHeldBack) {
        isHeldBack = true;
        for (const { name } of await seats.products()) await seats.buy(name, -1);
      }
      await seats.assign(userId, products);
    },
  };
}

/** The limit, and what a refusal leaves behind. */
export const createChecks: readonly Check[] = [limit, last, concurrent, half];
