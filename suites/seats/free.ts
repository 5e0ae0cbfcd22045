import { defineCheck } from "../../src/engine/check.ts";
import type { Check } from "../../src/engine/check.ts";
import type { CheckContext, Made, UserBody } from "../../src/engine/check-context.ts";
import { isSuccess, verifySuccess } from "../../src/engine/verify.ts";
import type { SeatLedger } from "../../src/server/ports.ts";
import { deactivate } from "../okta/switch-user.ts";
import { zoominfo } from "../zoominfo/clause.ts";
import { faultyLedger } from "./faulty-ledger.ts";
import { askForSeat, askUntilGiven, otherProduct, scarceProduct, verifyGiven, verifyNotGiven } from "./holders.ts";
import { rememberRefused } from "./refused-create.ts";

const deactivated = defineCheck({
  id: "seats.free.deactivate",
  title: "Deactivating a user frees the seat",
  clause: zoominfo({
    id: "ZOOMINFO-seats-10",
    standing: "inferred",
    requirement: "Guide: whoever holds a seat is active on the platform, so a deactivated user holds none.",
  }),
  needs: ["seats"],
  blocks: ["create", "deactivate"],
  advice: "Give all seats of a user back in the same step that sets active to false.",
  exclusive: true,
  run: async (t) => {
    skipUnlessFreedBy(t, "deactivate");
    const { product, user } = await fillUp(t);
    await deactivate(t, user);
    verifyGiven(await askUntilGiven(t, product), `a holder of ${product} was deactivated`);
  },
  defects: [
    { name: "deactivation-keeps-seat", breaks: "ZOOMINFO-seats-10", port: faultyLedger(ignoreEmptyAssignment) },
  ],
});

const deleted = defineCheck({
  id: "seats.free.delete",
  title: "Deleting a user frees the seat",
  clause: zoominfo({
    id: "ZOOMINFO-seats-11",
    standing: "inferred",
    requirement: "A seat belongs to a user, so it is free when the user is gone.",
  }),
  needs: ["seats"],
  blocks: ["create"],
  advice: "Give all seats of a user back when the user is deleted.",
  exclusive: true,
  run: async (t) => {
    skipUnlessFreedBy(t, "delete");
    const { product, user } = await fillUp(t);
    if (!isSuccess(await t.delete(user.path))) t.skip("the target deletes no users");
    verifyGiven(await askUntilGiven(t, product), `a holder of ${product} was deleted`);
  },
  defects: [
    {
      name: "delete-keeps-seat",
      breaks: "ZOOMINFO-seats-11",
      port: faultyLedger(() => ({ release: async () => undefined })),
    },
  ],
});

const once = defineCheck({
  id: "seats.free.once",
  title: "A user who is deactivated and then deleted frees one seat, not two",
  clause: zoominfo({
    id: "ZOOMINFO-seats-12",
    standing: "documented",
    requirement: "Guide: a product never has more users than seats, so a seat can be given back only once.",
  }),
  needs: ["seats"],
  blocks: ["create"],
  advice: "Count the holders; a counter that goes down with every deactivation and deletion drifts.",
  exclusive: true,
  run: async (t) => {
    const { product, user } = await fillUp(t);
    await deactivate(t, user);
    if (!isSuccess(await t.delete(user.path))) t.skip("the target deletes no users");
    if (!isSuccess(await askUntilGiven(t, product))) t.skip("the target frees no seats");
    verifyNotGiven(await askForSeat(t, product), `only one seat of ${product} was freed and it is taken again`);
  },
  defects: [{ name: "seat-freed-twice", breaks: "ZOOMINFO-seats-12", port: faultyLedger(countReleases) }],
});

const retried = defineCheck({
  id: "seats.free.retry",
  title: "A user who was refused is created once a seat is free",
  clause: zoominfo({
    id: "ZOOMINFO-seats-13",
    standing: "documented",
    requirement: "Guide: with more seats the users who failed are assigned again and are provisioned.",
  }),
  needs: ["seats"],
  blocks: ["create"],
  advice: "Keep nothing of a refused create: the same request must succeed when there is a seat.",
  exclusive: true,
  run: async (t) => {
    const { product, user } = await fillUp(t);
    if (t.profile.seats?.freedBy.length === 0) t.skip("the profile names nothing that frees a seat");
    const body = t.make.userBody({ overrides: t.seats.withProducts([product]) });
    if (isSuccess(await t.post("/Users", body))) t.skip("the target gives more seats than were stated");
    await deactivate(t, user);
    await t.delete(user.path);
    const reply = await t.settle(() => t.post("/Users", body), isSuccess);
    verifyGiven(reply, `a seat of ${product} is free by now; before, the same create was refused for want of one`);
  },
  defects: [{ name: "refused-user-is-remembered", breaks: "ZOOMINFO-seats-13", wrap: rememberRefused() }],
});

const dropped = defineCheck({
  id: "seats.free.dropped",
  title: "Taking a product away from a user frees its seat",
  clause: zoominfo({
    id: "ZOOMINFO-seats-14",
    standing: "inferred",
    requirement: "A user whose products no longer include one does not hold a seat of it.",
  }),
  needs: ["seats"],
  blocks: ["create", "update"],
  advice: "Give back the seats of products that an update takes away.",
  exclusive: true,
  run: async (t) => {
    const [scarce, other] = [scarceProduct(t, 1), otherProduct(t, 2)];
    const user = await t.make.user({ overrides: t.seats.withProducts([other, scarce]) });
    await t.seats.fill(scarce);
    verifySuccess(await t.put(user.path, { ...(await user.read()), ...t.seats.withProducts([other]) }));
    verifyGiven(await askUntilGiven(t, scarce), `${scarce} was taken away from a holder`);
  },
  defects: [{ name: "dropped-product-keeps-seat", breaks: "ZOOMINFO-seats-14", port: faultyLedger(onlyAdd) }],
});

/** Uses all seats of the scarcest product up; one of their holders comes along. */
async function fillUp(t: CheckContext): Promise<{ readonly product: string; readonly user: Made<UserBody> }> {
  const product = scarceProduct(t, 1);
  const [user] = await t.seats.fill(product);
  return user === undefined ? t.skip(`no seat of ${product} is free to begin with`) : { product, user };
}

function skipUnlessFreedBy(t: CheckContext, action: "deactivate" | "delete"): void {
  const freedBy = t.profile.seats?.freedBy ?? [];
  if (!freedBy.includes(action)) t.skip(`the profile does not say that ${action} frees seats`);
}

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

/** How seats become free again. */
export const freeChecks: readonly Check[] = [deactivated, deleted, once, retried, dropped];
