import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  isSuccess,
  ports,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, OwnUser, SeatLedger } from "../../src/kit/index.ts";
import { mergeMembers } from "../../emulator/okta/wire/merge-members.ts";
import { deactivate } from "../okta/words/switch-user.ts";
import { zoominfo } from "../zoominfo/words/clause.ts";
import { faultyLedger } from "./words/faulty-ledger.ts";
import { askForSeat, otherProduct, scarceProduct, skipUnlessFull, verifySeatFree } from "./words/holders.ts";
import { rememberRefused } from "./words/refused-create.ts";

const leaving = defineCheck({
  id: "seats.free.leaving",
  title: "The seat of a user who is deactivated, or deleted, is free again",
  rule: zoominfo({
    id: "ZOOMINFO-seats-06",
    standing: "inferred",
    requirement: "Guide: whoever holds a seat is active on the platform, so a user who is off or gone holds none.",
  }),
  features: ["deactivate"],
  advice: "Give all seats of a user back in the step that sets active to false, and when the user is deleted.",
  run: async (t) => {
    const freedBy = t.profile.seats?.freedBy ?? [];
    if (freedBy.length === 0) t.skip("the profile names nothing that frees a seat");
    const product = scarceProduct(t, 2);
    const [first, second] = await t.seats.fill(product);
    if (first === undefined || second === undefined) return t.skip(`two seats of ${product} are needed`);
    await skipUnlessFull(t, product);
    if (freedBy.includes("deactivate")) {
      const others = [await deactivate(t, first)];
      await verifySeatFree(t, product, { although: `a holder of ${product} was deactivated`, others });
    }
    if (freedBy.includes("delete")) await verifyFreedByDelete(t, second, { product, isAll: freedBy.length === 1 });
  },
  defects: {
    "deactivation-keeps-seat": ports(faultyLedger(ignoreEmptyAssignment)),
    "delete-keeps-seat": ports(faultyLedger(() => ({ release: async () => undefined }))),
  },
});

/** Throws when the seat of a deleted user stays taken; where that is all there is to judge, a refused DELETE skips. */
async function verifyFreedByDelete(
  t: CheckContext,
  { path }: OwnUser,
  { product, isAll }: { readonly product: string; readonly isAll: boolean },
): Promise<void> {
  const deleted = await t.delete(path);
  if (isSuccess(deleted)) {
    await verifySeatFree(t, product, { although: `a holder of ${product} was deleted`, others: [deleted] });
    return;
  }
  const why = `${describeRequest(deleted)} answers ${describeOutcome(deleted)}: it cannot be seen whether it frees a seat`;
  return isAll ? t.skip(why) : t.note(deleted, why);
}

const retried = defineCheck({
  id: "seats.free.retry",
  title: "A user who was refused gets the seat that has become free, and nobody gets another",
  rule: zoominfo({
    id: "ZOOMINFO-seats-07",
    standing: "documented",
    requirement:
      "Guide: with more seats the users who failed are assigned again and provisioned, as many as there are seats.",
  }),
  advice:
    "Keep nothing of a refused create, and count holders: a counter that goes down with every deactivation and deletion drifts.",
  run: async (t) => {
    const freedBy = t.profile.seats?.freedBy ?? [];
    if (freedBy.length === 0) t.skip("the profile names nothing that frees a seat");
    const product = scarceProduct(t, 1);
    const [holder] = await t.seats.fill(product);
    if (holder === undefined) return t.skip(`no seat of ${product} is free to begin with`);
    const body = t.make.userBody({ overrides: t.seats.withProducts([product]) });
    const refused = await t.post("/Users", body);
    if (isSuccess(refused)) t.skip("the target gives more seats than were stated");
    // Where only deletion frees a seat nobody needs to be deactivated.
    const off = freedBy.includes("deactivate") ? [await deactivate(t, holder)] : [];
    const gone = await t.delete(holder.path);
    if (!freedBy.includes("deactivate") && !isSuccess(gone)) {
      t.skip(`${describeRequest(gone)} answers ${describeOutcome(gone)}, and nothing else frees a seat`);
    }
    const reply = await t.settle(() => t.post("/Users", body), isSuccess);
    const although = `a seat of ${product} has become free since the same create was refused`;
    verify(reply, { although, others: [refused, ...off, gone] }).succeeds();
    const next = await askForSeat(t, product);
    verify(next, { others: [reply] }).doesNotSucceed(`the one seat of ${product} that was freed is taken again`);
  },
  defects: {
    "refused-user-is-remembered": rememberRefused(),
    "seat-freed-twice": ports(faultyLedger(countReleases)),
  },
});

const dropped = defineCheck({
  id: "seats.free.dropped",
  title: "Taking a product away from a user frees its seat",
  rule: zoominfo({
    id: "ZOOMINFO-seats-08",
    standing: "inferred",
    requirement: "A user whose products no longer include one does not hold a seat of it.",
  }),
  features: ["update"],
  advice: "Give back the seats of products that an update takes away.",
  run: async (t) => {
    const [scarce, other] = [scarceProduct(t, 1), otherProduct(t, 2)];
    const user = await t.make.user({ overrides: t.seats.withProducts([other, scarce]) });
    const plain = await t.put(user.path, await user.read());
    if (!isSuccess(plain))
      t.skip(`${describeRequest(plain)} answers ${describeOutcome(plain)} when it changes no product`);
    await t.seats.fill(scarce);
    await skipUnlessFull(t, scarce);
    const put = await t.put(user.path, mergeMembers(await user.read(), t.seats.withProducts([other])));
    verify(put, { although: `it only takes ${scarce} away` }).succeeds();
    await verifySeatFree(t, scarce, { although: `${scarce} was taken away from a holder`, others: [put] });
  },
  defects: {
    "dropped-product-keeps-seat": ports(faultyLedger(onlyAdd)),
    "dropped-product-is-refused": ports(faultyLedger(refuseFewer)),
  },
});

function ignoreEmptyAssignment(seats: SeatLedger): Partial<SeatLedger> {
  return {
    assign: async (userId, products) => (products.length === 0 ? undefined : seats.assign(userId, products)),
  };
}

/** A ledger in which every release adds a seat, also that of somebody who holds none. */
function countReleases(seats: SeatLedger): Partial<SeatLedger> {
  return {
    release: async (userId) => {
      const held = await seats.held(userId);
      await seats.release(userId);
      if (held.length > 0) return;
      for (const { name } of await seats.products()) await seats.buy(name, 1);
    },
  };
}

/** A ledger that takes seats and gives none back but all at once. */
function onlyAdd(seats: SeatLedger): Partial<SeatLedger> {
  return {
    assign: async (userId, products) => {
      const held = products.length === 0 ? [] : await seats.held(userId);
      await seats.assign(userId, [...new Set([...held, ...products])]);
    },
  };
}

/** A ledger that asks for a free seat of whatever a user holds already, also when a product is dropped. */
function refuseFewer(seats: SeatLedger): Partial<SeatLedger> {
  return {
    assign: async (userId, products) => {
      const held = await seats.held(userId);
      // The ledger refuses a product that nobody sells, as it refuses one that is full.
      if (held.length > products.length && products.length > 0) await seats.assign(userId, ["no such product"]);
      await seats.assign(userId, products);
    },
  };
}

/** How seats become free again. */
export const freeChecks: readonly Check[] = defineFamily({ needs: ["seats"], features: ["create"], exclusive: true }, [
  leaving,
  retried,
  dropped,
]);
