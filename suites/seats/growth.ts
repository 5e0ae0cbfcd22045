import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  isArray,
  isObject,
  isPresent,
  isSuccess,
  on,
  ports,
  readJson,
  remembering,
  valueAt,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, OwnUser, Reply, Wrap } from "../../src/kit/index.ts";
import { mergeMembers } from "../../emulator/okta/wire/merge-members.ts";
import { patchActive } from "../../emulator/okta/wire/patch-active.ts";
import { send } from "../okta/words/send.ts";
import { deactivate } from "../okta/words/switch-user.ts";
import { zoominfo } from "../zoominfo/words/clause.ts";
import { ziOf, ZOOMINFO_URN } from "../zoominfo/words/zi-attributes.ts";
import { overbook } from "./words/faulty-ledger.ts";
import type { Overbooking } from "./words/faulty-ledger.ts";
import { askForSeat, otherProduct, scarceProduct, seatRules, skipUnlessFull, verifyKept } from "./words/holders.ts";
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
    verify(await askForSeat(t, other, product)).doesNotSucceed(`no seat of ${product} is left`);
    const current = await user.read();
    const put = async (...products: readonly string[]): Promise<Reply> =>
      t.put(user.path, mergeMembers(current, t.seats.withProducts(products)));
    await verifyRefused(t, user, { product, other, plain: () => put(other), more: () => put(other, product) });
    if (isPresent(t.capabilities.patch)) {
      const add = async (name: string): Promise<Reply> => t.patch(user.path, [addProduct(t, name)]);
      await verifyRefused(t, user, { product, other, plain: () => add(other), more: () => add(product) });
    }
  },
  defects: {
    "full-product-dropped": giveWhatIsThere(),
    "update-ignores-seats": ports(overbook(() => holdsSomething)),
    "refused-product-is-shown": showRefused(),
    "refused-product-of-a-patch-is-shown": showRefusedPatch(),
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
    if (user === undefined) return t.skip(`no seat of ${product} is free to begin with`);
    await skipUnlessFull(t, product);
    await deactivate(t, user);
    const back = await send(t, patchActive(user.id, true));
    if (!isSuccess(back)) t.skip(`${describeRequest(back)} answers ${describeOutcome(back)} while a seat is free`);
    await deactivate(t, user);
    const taken = await t.settle(() => askForSeat(t, product), isSuccess);
    if (!isSuccess(taken)) t.skip("the seat of a deactivated user is not free");
    const refused = await send(t, patchActive(user.id, true));
    verify(refused, { others: [taken] }).doesNotSucceed(`no seat of ${product} is left`);
    await t.stays(
      () => t.get(user.path),
      (reply) => verify(reply, { although: "it was refused" }).status(200).at("active").isNot(true),
    );
  },
  defects: {
    "reactivation-ignores-seats": ports(overbook(hadSeatBefore)),
    "refused-reactivation-is-stored": showActiveAfterRefusal(),
  },
});

/** A way to give a user a product beside another that the user holds already. */
interface Growth {
  readonly product: string;
  readonly other: string;
  /** The same write without the product: it changes nothing. */
  readonly plain: () => Promise<Reply>;
  readonly more: () => Promise<Reply>;
}

/** Throws unless the write is refused and changes nothing. Where it is refused without the product, too, it says nothing about seats. */
async function verifyRefused(t: CheckContext, { path }: OwnUser, growth: Growth): Promise<void> {
  const plain = await growth.plain();
  if (!isSuccess(plain)) {
    return t.note(plain, `${describeRequest(plain)} answers ${describeOutcome(plain)} when it changes no product`);
  }
  verify(await growth.more(), { others: [plain] }).doesNotSucceed(`no seat of ${growth.product} is left`);
  await verifyKept(t, path, growth.other);
}

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

/** Stores the products of a PATCH that it refuses. */
function showRefusedPatch(): Wrap {
  return afterRefusal((user, write) => {
    const products = itemsOf(write["Operations"]).flatMap((operation) => itemsOf(valueAt(operation, "value")));
    const zi = ziOf(user, ZOOMINFO_URN);
    return { ...user, [ZOOMINFO_URN]: { ...zi, ziProduct: [...itemsOf(zi["ziProduct"]), ...products] } };
  });
}

function itemsOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

/** Stores the `active` of a PATCH that it refuses. */
function showActiveAfterRefusal(): Wrap {
  return afterRefusal((user) => ({ ...user, active: true }));
}

/** Changes what GET shows of a user once a write to the user was refused because no seat was left. */
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
