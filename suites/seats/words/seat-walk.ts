import { isArray, isPresent, isSuccess, sameText, valueAt, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Json, Judge, Reply, UserBody, Walk } from "../../../src/kit/index.ts";
import { isCap } from "../../../src/profile/seat-cap.ts";
import { askForProducts, bringBackHolder, noSeat } from "./full-product.ts";
import type { FullProduct, Holder } from "./full-product.ts";
import { seatRules } from "./holders.ts";
import { MISLEADING } from "./refused-create.ts";

/** So many free seats a quick run fills at most: each of them is a user. */
const MOST_FREE = 2;
const LIMIT = "seats.create.limit";

/** One seat of a product is free, and two ask for it; who loses asks in other ways, and who wins gives it away and wants it back. */
export const seatWalk: Walk = {
  checks: [
    LIMIT,
    "seats.create.concurrent",
    "seats.growth.full-product",
    "seats.growth.product-by-put",
    "seats.growth.product-by-patch",
    "seats.growth.reactivate",
    "seats.growth.reactivate-by-put",
  ],
  run: walk,
};

async function walk(t: CheckContext, judge: Judge): Promise<void> {
  if (!isPresent(t.capabilities.seats)) return;
  const full = scarceProducts(t);
  await t.seats.fill(full.product, { leave: 1 });
  const asked = await race(t, full);
  const given = asked.filter(({ reply }) => isSuccess(reply));
  const [winner] = given;
  const last = asked.at(-1);
  if (winner === undefined && last !== undefined)
    await judge(LIMIT, () => verify(last.reply, { although: `one seat of ${full.product} is free` }).succeeds());
  if (winner === undefined || !(await judgeGiven(judge, given, full))) return;
  // Once more, on its own: two at the same time may have been counted as one.
  const loser = await ask(t, full);
  await judge("seats.growth.full-product", () => verify(loser.reply).doesNotSucceed(noSeat(full)));
  if (isSuccess(loser.reply)) return;
  await judge(LIMIT, () => verifyExplained(loser.reply));
  // Of who was refused nothing is left: the name is free for a user with a product of which there are seats.
  const again = await t.post("/Users", { ...loser.body, ...t.seats.withProducts([full.other]) });
  const although = `a create of that name was refused for ${full.product}`;
  await judge(LIMIT, () => verify(again, { although, others: [loser.reply] }).succeeds());
  const [holder, seeker] = [toHolder(winner), toHolder({ body: loser.body, reply: again })];
  if (holder === undefined || seeker === undefined) return;
  const accepted = await askForProducts({ t, judge }, seeker, full);
  await bringBackHolder({ t, judge }, { holder, seeker, accepted }, full);
}

/** The product with the fewest free seats, and another one. Skips where it takes too many users to fill the one. */
function scarceProducts(t: CheckContext): FullProduct {
  if (isCap(t.profile.seats))
    return t.skip("a quick run does not judge a cap on all users: its own users count as well");
  const { product, available } = t.seats.scarcest();
  if (available < 1 || available > MOST_FREE)
    return t.skip(`a quick run fills ${MOST_FREE} free seats at most, and of ${product} there are ${available}`);
  const { urn, name } = seatRules(t).attribute;
  if (namesIn(valueAt(t.make.userBody({ label: "template" }), urn, name)).includes(product))
    return t.skip(`the users of a quick run hold seats of ${product} themselves`);
  const other = t.seats.limits.find((limit) => limit.product !== product && limit.available > available);
  return other === undefined
    ? t.skip("no second product with free seats is stated")
    : { product, other: other.product, urn, name };
}

/** A create, and its answer. */
interface Asked {
  readonly body: UserBody;
  readonly reply: Reply;
}

/** Two creates at the same time; where they get into each other's way, one after it. */
async function race(t: CheckContext, full: FullProduct): Promise<readonly Asked[]> {
  const asked = await Promise.all([ask(t, full), ask(t, full)]);
  return asked.some(({ reply }) => isSuccess(reply)) ? asked : [await ask(t, full)];
}

async function ask(t: CheckContext, { product, other }: FullProduct): Promise<Asked> {
  const body = t.make.userBody({ overrides: t.seats.withProducts([other, product]) });
  return { body, reply: await t.post("/Users", body) };
}

/** True where the one free seat was given to one. */
async function judgeGiven(judge: Judge, given: readonly Asked[], full: FullProduct): Promise<boolean> {
  const [first, second] = given;
  if (first === undefined) return false;
  const dropped = given.find(({ reply }) => !isShown(reply, full));
  if (dropped !== undefined)
    return judge("seats.growth.full-product", () =>
      verify(dropped.reply)
        .at(full.urn, full.name)
        .holds(`${full.product} too`, () => false),
    );
  if (second === undefined) return true;
  const sentence = `two creates at the same time are given the one seat of ${full.product} that is free`;
  return judge("seats.create.concurrent", () =>
    verify(second.reply).that(false, sentence, { expected: "1 success", actual: "2 successes", others: [first.reply] }),
  );
}

/** Where the answer shows no products at all they may still have been given. */
function isShown({ body }: Reply, { product, urn, name }: FullProduct): boolean {
  const shown = valueAt(body, urn, name);
  return shown === undefined || namesIn(shown).some((one) => sameText(one, product));
}

function namesIn(products: Json | undefined): readonly string[] {
  return isArray(products) ? products.map(String) : [];
}

function toHolder({ body, reply }: Asked): Holder | undefined {
  const id = valueAt(reply.body, "id");
  return isSuccess(reply) && typeof id === "string" ? { id, sent: body } : undefined;
}

/** Okta's admin reads why: a 4xx with a SCIM error that says so. */
function verifyExplained(refused: Reply): void {
  const isProper = refused.status >= 400 && refused.status < 500 && !MISLEADING.includes(refused.status);
  verify(refused).that(isProper, `a create is refused with ${refused.status} because no seat is left`, {
    expected: `a 4xx status other than ${MISLEADING.join(", ")}`,
  });
  verify(refused).error();
  verify(refused)
    .at("detail")
    .holds("a text", (detail) => typeof detail === "string" && detail.trim() !== "");
}
