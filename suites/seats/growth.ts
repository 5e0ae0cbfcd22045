import { defineCheck } from "../../src/engine/check.ts";
import type { Check } from "../../src/engine/check.ts";
import { patchActive } from "../../emulator/okta/wire/patch-active.ts";
import { readJson, tamperResponse } from "../../src/engine/tamper.ts";
import type { Wrap } from "../../src/engine/tamper.ts";
import { isSuccess, verifyStatus, verifyThat } from "../../src/engine/verify.ts";
import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { send } from "../okta/send.ts";
import { deactivate } from "../okta/switch-user.ts";
import { activeOf } from "../okta/verify-user.ts";
import { zoominfo } from "../zoominfo/clause.ts";
import { overbook } from "./faulty-ledger.ts";
import type { Overbooking } from "./faulty-ledger.ts";
import { askForSeat, otherProduct, scarceProduct, seatRules, verifyNotGiven, verifyProducts } from "./holders.ts";
import { giveWhatIsThere } from "./refused-create.ts";

const oneFull = defineCheck({
  id: "seats.growth.one-full",
  title: "A user with two products is not created when one of them has no seat left",
  clause: zoominfo({
    id: "ZOOMINFO-seats-15",
    standing: "documented",
    requirement: "Guide: a user with Sales and Marketing fails to provision when there are no more Marketing seats.",
  }),
  needs: ["seats"],
  blocks: ["create"],
  advice: "Refuse the create as a whole; neither give the products that are there nor drop the other without a word.",
  exclusive: true,
  run: async (t) => {
    const [product, other] = [scarceProduct(t, 0), otherProduct(t, 2)];
    await t.seats.fill(product);
    verifyNotGiven(await askForSeat(t, other, product), `no seat of ${product} is left`);
  },
  defects: [{ name: "full-product-dropped", breaks: "ZOOMINFO-seats-15", wrap: giveWhatIsThere() }],
});

const put = defineCheck({
  id: "seats.growth.put",
  title: "A PUT that adds a product without a free seat is refused and changes nothing",
  clause: zoominfo({
    id: "ZOOMINFO-seats-16",
    standing: "documented",
    requirement: "Guide: assigning a product that has no more seats fails, for users who are there already too.",
  }),
  needs: ["seats"],
  blocks: ["update"],
  advice: "Take the seats of added products before a PUT is stored, and refuse it as a whole when there is none.",
  exclusive: true,
  run: async (t) => {
    const [product, other] = [scarceProduct(t, 0), otherProduct(t, 2)];
    const user = await t.make.user({ overrides: t.seats.withProducts([other]) });
    await t.seats.fill(product);
    const more = t.seats.withProducts([other, product]);
    verifyNotGiven(await t.put(user.path, { ...(await user.read()), ...more }), `no seat of ${product} is left`);
    await verifyProducts(t, user.path, { products: [other], after: "a PUT that was refused" });
  },
  defects: [
    { name: "update-ignores-seats", breaks: "ZOOMINFO-seats-16", port: overbook(() => holdsSomething) },
    { name: "refused-product-is-shown", breaks: "ZOOMINFO-seats-16", wrap: showRefused() },
  ],
});

const patch = defineCheck({
  id: "seats.growth.patch",
  title: "A PATCH that adds a product without a free seat is refused and changes nothing",
  clause: zoominfo({
    id: "ZOOMINFO-seats-17",
    standing: "documented",
    requirement: "Guide: assigning a product that has no more seats fails, whichever request brings it.",
  }),
  needs: ["seats", "patch"],
  blocks: ["update"],
  advice: "Let PATCH go through the same seat check as POST and PUT.",
  exclusive: true,
  run: async (t) => {
    const [product, other] = [scarceProduct(t, 0), otherProduct(t, 2)];
    const { attribute } = seatRules(t);
    const user = await t.make.user({ overrides: t.seats.withProducts([other]) });
    await t.seats.fill(product);
    const operation = { op: "add", path: `${attribute.urn}:${attribute.name}`, value: [product] };
    verifyNotGiven(await t.patch(user.path, [operation]), `no seat of ${product} is left`);
    await verifyProducts(t, user.path, { products: [other], after: "a PATCH that was refused" });
  },
  defects: [
    {
      name: "patch-swallows-seat-refusal",
      breaks: "ZOOMINFO-seats-17",
      wrap: tamperResponse({ method: "PATCH" }, (response) =>
        response.status === 403 ? new Response(null, { status: 204 }) : response,
      ),
    },
  ],
});

const reactivation = defineCheck({
  id: "seats.growth.reactivate",
  title: "A user is not reactivated when no seat is left, and stays inactive",
  clause: zoominfo({
    id: "ZOOMINFO-seats-18",
    standing: "documented",
    requirement: "Guide: a deactivated user can be assigned again; like any assignment it fails when there is no seat.",
  }),
  needs: ["seats"],
  blocks: ["deactivate", "create"],
  advice:
    "Take the seats again when active becomes true; refuse the request and leave the user inactive when there is none.",
  exclusive: true,
  run: async (t) => {
    if (t.profile.seats?.freedBy.includes("deactivate") !== true) t.skip("deactivation frees no seats on this target");
    const product = scarceProduct(t, 1);
    const [user] = await t.seats.fill(product);
    if (user === undefined) return t.skip("no seat of the product is free to begin with");
    await deactivate(t, user);
    if (!isSuccess(await askForSeat(t, product))) t.skip("the seat of a deactivated user is not free");
    verifyNotGiven(await send(t, patchActive(user.id, true)), `no seat of ${product} is left`);
    const read = verifyStatus(await t.get(user.path), 200);
    verifyThat(activeOf(read) !== true, read, {
      reason: "the user is active although the reactivation was refused",
      expected: "active false",
      actual: "active true",
      at: "/active",
    });
  },
  defects: [
    { name: "reactivation-ignores-seats", breaks: "ZOOMINFO-seats-18", port: overbook(hadSeatBefore) },
    { name: "refused-reactivation-is-stored", breaks: "ZOOMINFO-seats-18", wrap: showActiveAfterRefusal() },
  ],
});

const holdsSomething: Overbooking = async (userId, _, ledger) => (await ledger.held(userId)).length > 0;

/** Overbooks for whoever has held a seat at any time, as a server does that counts on create only. */
function hadSeatBefore(): Overbooking {
  const holders = new Set<string>();
  return async (userId) => {
    const isKnown = holders.has(userId);
    holders.add(userId);
    return isKnown;
  };
}

/** Stores the products of a PUT that it refuses: GET shows them afterwards. */
function showRefused(): Wrap {
  return afterRefusal((user, write) => ({ ...user, ...write }));
}

/** Stores the `active` of a PATCH that it refuses. */
function showActiveAfterRefusal(): Wrap {
  return afterRefusal((user) => ({ ...user, active: true }));
}

/** Changes what GET shows of a user once a write to the user was refused for want of a seat. */
function afterRefusal(change: (user: JsonObject, write: JsonObject) => JsonObject): Wrap {
  return (next) => {
    const writes = new Map<string, JsonObject>();
    return async (request) => {
      const body = await readJson(request);
      const response = await next(request);
      if (response.status === 403 && isObject(body)) writes.set(request.url, body);
      const write = writes.get(request.url);
      if (request.method !== "GET" || write === undefined || !response.ok) return response;
      const user: unknown = await response.json();
      return Response.json(isObject(user) ? change(user, write) : user);
    };
  };
}

/** Seats that a change of an existing user would need. */
export const growthChecks: readonly Check[] = [oneFull, put, patch, reactivation];
