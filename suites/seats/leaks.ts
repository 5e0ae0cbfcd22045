import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  isSuccess,
  ports,
  verify,
} from "../../src/kit/index.ts";
import type { Check, Reply, SeatLedger, ServerPorts } from "../../src/kit/index.ts";
import { zoominfo } from "../zoominfo/words/clause.ts";
import { faultyLedger } from "./words/faulty-ledger.ts";
import { askForSeat, otherProduct, scarceProduct, skipUnlessFull, verifySeatFree } from "./words/holders.ts";

const noNewHolder = defineCheck({
  id: "seats.leaks.no-new-holder",
  title: "A refused duplicate and a PUT that changes no product take no seat",
  rule: zoominfo({
    id: "ZOOMINFO-seats-04",
    standing: "inferred",
    requirement: "A seat belongs to a user, who holds one of a product: a request that makes no new holder takes none.",
  }),
  features: ["update"],
  advice:
    "Keep seats as a set of holders for each product, and give back what was taken when a create fails afterwards.",
  run: async (t) => {
    const product = scarceProduct(t, 2);
    const holder = await t.make.user({ overrides: t.seats.withProducts([product]) });
    const push = async (): Promise<Reply> => t.put(holder.path, await holder.read());
    const first = await push();
    if (!isSuccess(first)) t.skip(`${describeRequest(first)} answers ${describeOutcome(first)} while seats are free`);
    await t.seats.fill(product, { leave: 1 });
    const duplicate = await t.post("/Users", holder.sent);
    if (isSuccess(duplicate)) t.skip("POST /Users of a user who exists already makes another");
    const pushes = [await push(), await push()];
    const although = `the user holds a seat of ${product} already`;
    for (const reply of pushes) verify(reply, { although, others: [duplicate] }).succeeds();
    await verifySeatFree(t, product, {
      although: `one seat of ${product} is free: a duplicate and PUTs of a holder take none`,
      others: [duplicate, ...pushes],
    });
    await skipUnlessFull(t, product);
  },
  defects: {
    "seat-kept-when-create-fails": ports(keepSeatOfFailedCreate),
    "seat-taken-with-each-put": ports(faultyLedger(takeWithEachWrite)),
  },
});

const allOrNone = defineCheck({
  id: "seats.leaks.all-or-none",
  title: "A create that is refused for one of two products takes no seat of the other",
  rule: zoominfo({
    id: "ZOOMINFO-seats-05",
    standing: "inferred",
    requirement: "Seats of several products are taken all or none; a refusal leaves the other product as it was.",
  }),
  advice: "Ask for the seats of all products before the first is taken, or give back those that were taken.",
  run: async (t) => {
    const scarce = scarceProduct(t, 0);
    const other = otherProduct(t, t.seats.scarcest().available + 1);
    await t.seats.fill(scarce, { overrides: t.seats.withProducts([other, scarce]) });
    await t.seats.fill(other, { leave: 1 });
    const refused = await askForSeat(t, other, scarce);
    if (isSuccess(refused)) t.skip("the target gives more seats than were stated");
    const although = `one seat of ${other} is free: the create with ${scarce} beside it was refused`;
    await verifySeatFree(t, other, { although, others: [refused] });
    await skipUnlessFull(t, other);
  },
  defects: { "first-seat-kept-on-refusal": ports(faultyLedger(takeOneByOne)) },
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
export const leakChecks: readonly Check[] = defineFamily({ needs: ["seats"], features: ["create"], exclusive: true }, [
  noNewHolder,
  allOrNone,
]);
