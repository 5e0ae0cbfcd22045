import { defineCheck, defineFamily, isSuccess, ports, valueAt, verify } from "../../src/kit/index.ts";
import type { Check, CheckContext, Reply, SeatLedger } from "../../src/kit/index.ts";
import { zoominfo } from "../zoominfo/words/clause.ts";
import { areFree, faultyLedger, overbook } from "./words/faulty-ledger.ts";
import type { Overbooking } from "./words/faulty-ledger.ts";
import { askForSeat, scarceProduct, verifySeatFree } from "./words/holders.ts";
import { keepHalf } from "./words/refused-create.ts";
import { verifyNobody } from "./words/verify-nobody.ts";

const limit = defineCheck({
  id: "seats.create.limit",
  title: "The last free seat is given, the next user is refused, and nothing of the refused user stays",
  rule: zoominfo({
    id: "ZOOMINFO-seats-01",
    standing: "documented",
    requirement:
      "Guide, Product assignment issues: of 120 users and 100 seats the first 100 are provisioned and the last 20 fail.",
  }),
  advice: "Count the holders of a product before a create; take the seat and store the user in one transaction.",
  run: async (t) => {
    const product = scarceProduct(t, 1);
    await t.seats.fill(product, { leave: 1 });
    const { body: given } = await verifySeatFree(t, product, { although: `one seat of ${product} is free` });
    const body = t.make.userBody({ overrides: t.seats.withProducts([product]) });
    const refused = await t.post("/Users", body);
    verify(refused).doesNotSucceed(`no seat of ${product} is left`);
    await verifyNobody(t, { refused, userName: body.userName, known: valueAt(given, "userName") });
  },
  defects: {
    "no-seat-limit": ports(overbook(() => async () => true)),
    "one-seat-too-many": ports(overbook(onceOnly)),
    "last-seat-never-given": ports(faultyLedger(holdOneBack)),
    "half-created-user": keepHalf(),
  },
});

const concurrent = defineCheck({
  id: "seats.create.concurrent",
  title: "Creates at the same time are not given more seats than there are",
  rule: zoominfo({
    id: "ZOOMINFO-seats-02",
    standing: "documented",
    requirement: "Guide: a product never has more users than seats; that holds for requests that arrive together too.",
  }),
  advice: "Look for a free seat and take it in one step: a conditional update, or a lock that is held over both.",
  run: async (t) => {
    const product = scarceProduct(t, 1);
    await t.seats.fill(product, { leave: 1 });
    const given = await race(t, product);
    const last = given.at(-1);
    if (last === undefined) return t.skip(`none of the creates at the same time is given the free seat of ${product}`);
    verify(last).that(
      given.length === 1,
      `${given.length} of ${AT_ONCE} creates at the same time are given the one seat of ${product} that is free`,
      { expected: "1 success", actual: `${given.length} successes`, others: given.slice(0, -1) },
    );
  },
  defects: {
    "seat-check-races": ports(
      overbook(() => async (userId, products, ledger) => {
        const wasFree = await areFree(userId, products, ledger);
        await new Promise((resolve) => setTimeout(resolve, 10));
        return wasFree;
      }),
    ),
  },
});

const AT_ONCE = 8;

/** Creates at the same time, and those that succeed. Where all get into each other's way the seat is still free: it tries again. */
async function race(t: CheckContext, product: string): Promise<readonly Reply[]> {
  for (let round = 1; round <= 3; round += 1) {
    const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => askForSeat(t, product)));
    const given = replies.filter(isSuccess);
    if (given.length > 0) return given;
  }
  return [];
}

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
export const createChecks: readonly Check[] = defineFamily(
  { needs: ["seats"], features: ["create"], exclusive: true },
  [limit, concurrent],
);
