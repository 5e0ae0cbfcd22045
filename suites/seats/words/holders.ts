import { isArray, isSuccess, jsonEqual, shown, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Json, Path, Reply } from "../../../src/kit/index.ts";
import { isCap } from "../../../src/profile/seat-cap.ts";
import type { ProductAttribute, SeatRules } from "../../../src/profile/seat-rules.ts";

/** Asks for a new user with these products, without an opinion on the answer. */
export async function askForSeat(t: CheckContext, ...products: readonly string[]): Promise<Reply> {
  return t.post("/Users", t.make.userBody({ overrides: t.seats.withProducts(products) }));
}

/** Why a seat is free. */
export interface FreeSeat {
  /** Completes the sentence: `... although one seat of Sales is free`. */
  readonly although: string;
  /** The requests that freed it, or that should not have taken it. */
  readonly others?: readonly Reply[];
}

/** Throws unless a new user with the product is given a seat, and gives the answer. Freed seats may take a while, so it asks until the settling time is over. */
export async function verifySeatFree(t: CheckContext, product: string, free: FreeSeat): Promise<Reply> {
  return verify(await t.settle(() => askForSeat(t, product), isSuccess), free).succeeds().reply;
}

/** Skips the check where one more user is given a seat of a product whose seats are all taken: `seats.create.limit` is about that. */
export async function skipUnlessFull(t: CheckContext, product: string): Promise<void> {
  if (isSuccess(await askForSeat(t, product))) t.skip("the target gives more seats than were stated");
}

/** The product with the fewest free seats; skips where fewer than `needed` of them are free. */
export function scarceProduct(t: CheckContext, needed: number): string {
  const { product, available } = t.seats.scarcest();
  return available >= needed ? product : t.skip(`fewer than ${needed} seats of ${product} are free to begin with`);
}

/** A second product with at least that many free seats; skips where there is none. */
export function otherProduct(t: CheckContext, needed: number): string {
  const scarcest = t.seats.scarcest().product;
  if (isCap(t.profile.seats)) t.skip("one cap on all users is stated: there is no second product");
  const other = t.seats.limits.find(({ product, available }) => product !== scarcest && available >= needed);
  return other?.product ?? t.skip(`no second product with ${needed} free seats is stated; name one with --seats`);
}

/** How the target gives products; skips where it gives none. */
export function seatRules(t: CheckContext): SeatRules & { readonly attribute: ProductAttribute } {
  const { seats } = t.profile;
  if (seats?.attribute === undefined) return t.skip("the profile does not say how products are given");
  return { ...seats, attribute: seats.attribute };
}

/** Throws unless GET of the user shows at once and later exactly these products. A PUT or PATCH of the user was refused before. */
export async function verifyKept(t: CheckContext, path: Path, ...products: readonly string[]): Promise<void> {
  const { urn, name } = seatRules(t).attribute;
  const expected = products.toSorted();
  await t.stays(
    () => t.get(path),
    (reply) => {
      const answer = verify(reply, { although: "it was refused" }).status(200);
      answer.at(urn, name).holds(shown(expected), (found) => jsonEqual(toNames(found), expected));
    },
  );
}

function toNames(products: Json | undefined): readonly string[] {
  return isArray(products) ? products.map(String).toSorted() : [];
}
