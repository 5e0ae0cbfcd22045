import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  eachApart,
  isArray,
  isSuccess,
  on,
  ports,
  valueAt,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, OwnUser, Reply, Wrap } from "../../src/kit/index.ts";
import { mergeMembers } from "../../emulator/okta/wire/merge-members.ts";
import { zoominfo } from "../zoominfo/words/clause.ts";
import { ziOf, ZOOMINFO_URN } from "../zoominfo/words/zi-attributes.ts";
import { afterRefusal, givesAll } from "./words/after-refusal.ts";
import { overbook } from "./words/faulty-ledger.ts";
import type { Overbooking } from "./words/faulty-ledger.ts";
import { askForSeat, otherProduct, scarceProduct, seatRules, skipUnlessFull, verifyKept } from "./words/holders.ts";
import { giveWhatIsThere } from "./words/refused-create.ts";

const FULL_PRODUCT = zoominfo({
  id: "ZOOMINFO-seats-09",
  standing: "documented",
  requirement:
    "Guide: assigning Sales and Marketing fails when there are no more Marketing seats, for new users and old.",
});

const byPost = defineCheck({
  id: "seats.growth.full-product",
  title: "A product without a free seat is not given beside another: POST is refused as a whole",
  rule: FULL_PRODUCT,
  advice: "Ask for a seat of every product that a create names, and refuse the request as a whole: none is dropped.",
  run: async (t) => {
    const [product, other] = [scarceProduct(t, 0), otherProduct(t, 2)];
    await t.seats.fill(product);
    const given = await askForSeat(t, other);
    if (!isSuccess(given)) t.skip(`POST /Users with ${other} alone answers ${describeOutcome(given)}`);
    verify(await askForSeat(t, other, product), { others: [given] }).doesNotSucceed(`no seat of ${product} is left`);
  },
  defects: { "full-product-dropped": giveWhatIsThere() },
});

const byPut = defineCheck({
  id: "seats.growth.product-by-put",
  title: "A PUT that adds a product without a free seat is refused and changes nothing",
  rule: FULL_PRODUCT,
  features: ["update"],
  advice: "Let PUT go through the seat check that POST goes through, and change nothing where it refuses.",
  run: async (t) => {
    const { user, product, other } = await holderOfOther(t);
    const current = await user.read();
    const put = async (...products: readonly string[]): Promise<Reply> =>
      t.put(user.path, mergeMembers(current, t.seats.withProducts(products)));
    const plain = await put(other);
    if (!isSuccess(plain))
      t.skip(`${describeRequest(plain)} answers ${describeOutcome(plain)} when it changes no product`);
    await verifyRefused(t, user, { product, other, plain, more: () => put(other, product) });
  },
  also: ["update-ignores-seats"],
  defects: {
    "refused-product-is-shown": showRefused(),
    "put-ignores-seats": givesAll({ method: "PUT" }, (user, write) => ({ ...user, ...write })),
  },
});

const byPatch = defineCheck({
  id: "seats.growth.product-by-patch",
  title: "A PATCH that adds a product without a free seat is refused and changes nothing",
  rule: FULL_PRODUCT,
  features: ["update"],
  needs: ["patch"],
  advice: "Let PATCH go through the seat check that POST goes through, whatever operation and path it has.",
  run: async (t) => {
    const { user, product, other } = await holderOfOther(t);
    const forms = productForms(t);
    let judged = 0;
    await eachApart(
      forms.map((form) => async () => {
        const patch = (...products: readonly string[]): Promise<Reply> => t.patch(user.path, [form(products)]);
        const plain = await patch(other);
        // A form that the target does not take without the product, too, says nothing about seats.
        if (!isSuccess(plain)) return;
        judged += 1;
        await verifyRefused(t, user, { product, other, plain, more: () => patch(other, product) });
      }),
    );
    if (judged === 0) t.skip("the target takes no PATCH of the products of a user");
  },
  defects: {
    "update-ignores-seats": ports(overbook(() => holdsSomething)),
    "refused-product-of-a-patch-is-shown": showRefusedPatch(),
    "patch-swallows-seat-refusal": on("PATCH").response((response) =>
      response.status === 403 ? new Response(null, { status: 204 }) : response,
    ),
    "patch-without-a-path-ignores-seats": givesAll({ method: "PATCH", body: hasNoPath }, withPatched),
    "replace-of-products-ignores-seats": givesAll({ method: "PATCH", body: isReplace }, withPatched),
  },
});

/** A user with another product, and a product of which no seat is left. */
async function holderOfOther(
  t: CheckContext,
): Promise<{ readonly user: OwnUser; readonly product: string; readonly other: string }> {
  const [product, other] = [scarceProduct(t, 0), otherProduct(t, 2)];
  const user = await t.make.user({ overrides: t.seats.withProducts([other]) });
  await t.seats.fill(product);
  // Where the seats are not what was stated, no request for one more says anything.
  await skipUnlessFull(t, product);
  return { user, product, other };
}

/** A way to give a user a product beside another that the user holds already. */
interface Growth {
  readonly product: string;
  readonly other: string;
  /** The answer to the same write without the product: a success. */
  readonly plain: Reply;
  readonly more: () => Promise<Reply>;
}

/** Throws unless the write is refused and changes nothing. */
async function verifyRefused(t: CheckContext, { path }: OwnUser, growth: Growth): Promise<void> {
  verify(await growth.more(), { others: [growth.plain] }).doesNotSucceed(`no seat of ${growth.product} is left`);
  await verifyKept(t, path, growth.other);
}

/** The operations by which a PATCH gives products: add and replace by path, and add without one. */
function productForms(t: CheckContext): readonly ((products: readonly string[]) => JsonObject)[] {
  const { urn, name } = seatRules(t).attribute;
  return [
    (value) => ({ op: "add", path: `${urn}:${name}`, value }),
    (value) => ({ op: "replace", path: `${urn}:${name}`, value }),
    (value) => ({ op: "add", value: { [urn]: { [name]: value } } }),
  ];
}

const holdsSomething: Overbooking = async (userId, _, ledger) => (await ledger.held(userId)).length > 0;

/** Stores the products of a PUT that it refuses: GET shows them afterwards. */
function showRefused(): Wrap {
  return afterRefusal({ method: "PUT" }, (user, write) => ({ ...user, ...write }));
}

/** Stores the products of a PATCH that it refuses. */
function showRefusedPatch(): Wrap {
  return afterRefusal({ method: "PATCH" }, withPatched);
}

/** A user with the products that the operations of a PATCH bring. */
function withPatched(user: JsonObject, write: JsonObject): JsonObject {
  const products = itemsOf(write["Operations"]).flatMap((operation) => {
    const value = valueAt(operation, "value");
    return isArray(value) ? value : itemsOf(valueAt(value, ZOOMINFO_URN, "ziProduct"));
  });
  const zi = ziOf(user, ZOOMINFO_URN);
  return { ...user, [ZOOMINFO_URN]: { ...zi, ziProduct: [...new Set([...itemsOf(zi["ziProduct"]), ...products])] } };
}

function hasNoPath(body: Json): boolean {
  return !JSON.stringify(body).includes('"path"');
}

function isReplace(body: Json): boolean {
  return JSON.stringify(body).includes('"op":"replace"');
}

function itemsOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

/** Seats that another product of a user would need, by each request that can give it. */
export const growthChecks: readonly Check[] = defineFamily(
  { needs: ["seats"], features: ["create"], exclusive: true },
  [byPost, byPut, byPatch],
);
