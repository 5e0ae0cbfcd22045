import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import { patchActive } from "../../emulator/okta/wire/patch-active.ts";
import { readJson, tamperResponse } from "../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { verifyStatus, verifyThat } from "../../src/exchange/verify.ts";
import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { isPresent } from "../../src/profile/capability.ts";
import { send } from "../okta/words/send.ts";
import { deactivate } from "../okta/words/switch-user.ts";
import { activeOf } from "../okta/words/verify-user.ts";
import { zoominfo } from "../zoominfo/words/clause.ts";
import { overbook } from "./words/faulty-ledger.ts";
import type { Overbooking } from "./words/faulty-ledger.ts";
import { askForSeat, otherProduct, scarceProduct, seatRules, verifyNotGiven, verifyProducts } from "./words/holders.ts";
import { giveWhatIsThere } from "./words/refused-create.ts";

const added = defineCheck({
  id: "seats.growth.full-product",
  title:
    "A product without a free seat is not given beside another: POST, PUT and PATCH are refused and change nothing",
  clause: zoominfo({
    id: "ZOOMINFO-seats-09",
    standing: "documented",
    requirement:
      "Guide: assigning Sales and Marketing fails when there are no more Marketing seats, for new users and old.",
  }),
  needs: ["seats"],
  blocks: ["create", "update"],
  advice:
    "Let POST, PUT and PATCH go through one seat check, and refuse the request as a whole: no product is dropped in silence.",
  exclusive: true,
  run: async (t) => {
    const [product, other] = [scarceProduct(t, 0), otherProduct(t, 3)];
    const user = await t.make.user({ overrides: t.seats.withProducts([other]) });
    await t.seats.fill(product);
    const isFull = `no seat of ${product} is left`;
    verifyNotGiven(await askForSeat(t, other, product), isFull);
    const more = t.seats.withProducts([other, product]);
    verifyNotGiven(await t.put(user.path, { ...(await user.read()), ...more }), isFull);
    await verifyProducts(t, user.path, { products: [other], after: "a PUT that was refused" });
    if (!isPresent(t.capabilities.patch)) return;
    verifyNotGiven(await t.patch(user.path, [addProduct(t, product)]), isFull);
    await verifyProducts(t, user.path, { products: [other], after: "a PATCH that was refused" });
  },
  defects: [
    { name: "full-product-dropped", breaks: "ZOOMINFO-seats-09", wrap: giveWhatIsThere() },
    { name: "update-ignores-seats", breaks: "ZOOMINFO-seats-09", port: overbook(() => holdsSomething) },
    { name: "refused-product-is-shown", breaks: "ZOOMINFO-seats-09", wrap: showRefused() },
    {
      name: "patch-swallows-seat-refusal",
      breaks: "ZOOMINFO-seats-09",
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
    id: "ZOOMINFO-seats-10",
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
    // It has been inactive for a moment only: a reading may still show it as it was before.
    const isInactive = (reply: Reply): boolean => reply.status === 200 && activeOf(reply) !== true;
    const read = verifyStatus(await t.settle(() => t.get(user.path), isInactive), 200);
    verifyThat(activeOf(read) !== true, read, {
      reason: "the user is active although the reactivation was refused",
      expected: "active false",
      actual: "active true",
      at: "/active",
    });
  },
  defects: [
    { name: "reactivation-ignores-seats", breaks: "ZOOMINFO-seats-10", port: overbook(hadSeatBefore) },
    { name: "refused-reactivation-is-stored", breaks: "ZOOMINFO-seats-10", wrap: showActiveAfterRefusal() },
  ],
});

function addProduct(t: CheckContext, product: string): JsonObject {
  const { urn, name } = seatRules(t).attribute;
  return { op: "add", path: `${urn}:${name}`, value: [product] };
}

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
export const growthChecks: readonly Check[] = [added, reactivation];
