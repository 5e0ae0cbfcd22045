import {
  defineCheck,
  defineFamily,
  isObject,
  isPresent,
  isSuccess,
  on,
  ports,
  readJson,
  remembering,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, Wrap } from "../../src/kit/index.ts";
import { patchActive } from "../../emulator/okta/wire/patch-active.ts";
import { send } from "../okta/words/send.ts";
import { deactivate } from "../okta/words/switch-user.ts";
import { zoominfo } from "../zoominfo/words/clause.ts";
import { overbook } from "./words/faulty-ledger.ts";
import type { Overbooking } from "./words/faulty-ledger.ts";
import { askForSeat, otherProduct, scarceProduct, seatRules, verifyKept } from "./words/holders.ts";
import { giveWhatIsThere } from "./words/refused-create.ts";

const added = defineCheck({
  id: "seats.growth.full-product",
  title:
    "A product without a free seat is not given beside another: POST, PUT and PATCH are refused and change nothing",
  rule: zoominfo({
    id: "ZOOMINFO-seats-09",
    standing: "documented",
    requirement:
      "Guide: assigning Sales and Marketing fails when there are no more Marketing seats, for new users and old.",
  }),
  features: ["update"],
  advice:
    "Let POST, PUT and PATCH go through one seat check, and refuse the request as a whole: no product is dropped in silence.",
  run: async (t) => {
    const [product, other] = [scarceProduct(t, 0), otherProduct(t, 3)];
    const user = await t.make.user({ overrides: t.seats.withProducts([other]) });
    await t.seats.fill(product);
    const isFull = `no seat of ${product} is left`;
    verify(await askForSeat(t, other, product)).doesNotSucceed(isFull);
    const more = t.seats.withProducts([other, product]);
    verify(await t.put(user.path, { ...(await user.read()), ...more })).doesNotSucceed(isFull);
    await verifyKept(t, user.path, other);
    if (!isPresent(t.capabilities.patch)) return;
    verify(await t.patch(user.path, [addProduct(t, product)])).doesNotSucceed(isFull);
    await verifyKept(t, user.path, other);
  },
  defects: {
    "full-product-dropped": giveWhatIsThere(),
    "update-ignores-seats": ports(overbook(() => holdsSomething)),
    "refused-product-is-shown": showRefused(),
    "patch-swallows-seat-refusal": on("PATCH").response((response) =>
      response.status === 403 ? new Response(null, { status: 204 }) : response,
    ),
  },
});

const reactivation = defineCheck({
  id: "seats.growth.reactivate",
  title: "A user is not reactivated when no seat is left, and stays inactive",
  rule: zoominfo({
    id: "ZOOMINFO-seats-10",
    standing: "documented",
    requirement: "Guide: a deactivated user can be assigned again; like any assignment it fails when there is no seat.",
  }),
  features: ["deactivate"],
  advice:
    "Take the seats again when active becomes true; refuse the request and leave the user inactive when there is none.",
  run: async (t) => {
    if (t.profile.seats?.freedBy.includes("deactivate") !== true) t.skip("deactivation frees no seats on this target");
    const product = scarceProduct(t, 1);
    const [user] = await t.seats.fill(product);
    if (user === undefined) return t.skip("no seat of the product is free to begin with");
    await deactivate(t, user);
    if (!isSuccess(await askForSeat(t, product))) t.skip("the seat of a deactivated user is not free");
    verify(await send(t, patchActive(user.id, true))).doesNotSucceed(`no seat of ${product} is left`);
    await t.eventually(
      () => t.get(user.path),
      (reply) => verify(reply, { although: "it was refused" }).status(200).at("active").isNot(true),
    );
  },
  defects: {
    "reactivation-ignores-seats": ports(overbook(hadSeatBefore)),
    "refused-reactivation-is-stored": showActiveAfterRefusal(),
  },
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
  return remembering(() => {
    const refused = new Map<string, JsonObject>();
    const remember = on("PUT|PATCH").response(async (response, request) => {
      const write = await readJson(request);
      if (response.status === 403 && isObject(write)) refused.set(request.url, write);
      return response;
    });
    const show = on("GET /Users/:id").body((user, { url }) => {
      const write = refused.get(url);
      return write === undefined ? user : change(user, write);
    });
    return (next) => show(remember(next));
  });
}

/** Seats that a change of an existing user would need. */
export const growthChecks: readonly Check[] = defineFamily(
  { needs: ["seats"], features: ["create"], exclusive: true },
  [added, reactivation],
);
