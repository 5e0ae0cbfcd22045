import type { CheckContext } from "../../../src/kit/check-context.ts";
import { describeOutcome } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import type { SeatRules } from "../../../src/profile/seat-rules.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import type { Path } from "../../../src/scim/request-path.ts";

/** Asks for a new user with these products, without an opinion on the answer. */
export async function askForSeat(t: CheckContext, ...products: readonly string[]): Promise<Reply> {
  return t.post("/Users", t.make.userBody({ overrides: t.seats.withProducts(products) }));
}

/** Asks for new users with a product until one is given or the settling time is over: freed seats may take a while. */
export async function askUntilGiven(t: CheckContext, product: string): Promise<Reply> {
  return t.settle(() => askForSeat(t, product), isSuccess);
}

/** Throws when a seat was given although none is left. `what` completes "... although ...". */
export function verifyNotGiven(reply: Reply, what: string): void {
  verifyThat(!isSuccess(reply), reply, {
    reason: `${reply.exchange.request.method} is answered with ${describeOutcome(reply)} although ${what}`,
    expected: "a refusal",
    actual: `status ${describeOutcome(reply)}`,
  });
}

/** Throws when a seat was not given although one is free. `what` completes "... although ...". */
export function verifyGiven(reply: Reply, what: string): void {
  verifyThat(isSuccess(reply), reply, {
    reason: `${reply.exchange.request.method} is answered with ${describeOutcome(reply)} although ${what}`,
    expected: "a 2xx status",
    actual: `status ${describeOutcome(reply)}`,
  });
}

/** The product with the fewest free seats; skips where fewer than `needed` of them are free. */
export function scarceProduct(t: CheckContext, needed: number): string {
  const { product, available } = t.seats.scarcest();
  return available >= needed ? product : t.skip(`fewer than ${needed} seats of ${product} are free to begin with`);
}

/** A second product with at least that many free seats; skips where there is none. */
export function otherProduct(t: CheckContext, needed: number): string {
  const scarcest = t.seats.scarcest().product;
  const other = t.seats.limits.find(({ product, available }) => product !== scarcest && available >= needed);
  return other?.product ?? t.skip(`no second product with ${needed} free seats is stated; name one with --seats`);
}

/** Where the target names a user's products. */
export function seatRules(t: CheckContext): SeatRules {
  return t.profile.seats ?? t.skip("the profile does not say how products are given");
}

/** The products that a resource shows, in alphabetical order. */
export function productsIn(resource: JsonObject, { attribute: { urn, name } }: SeatRules): readonly string[] {
  const container = getIgnoreCase(resource, urn);
  const products = isObject(container) ? getIgnoreCase(container, name) : undefined;
  return isArray(products) ? products.map(String).toSorted() : [];
}

/** Throws unless GET of the user shows exactly these products. */
export async function verifyProducts(
  t: CheckContext,
  path: Path,
  expected: { readonly products: readonly string[]; readonly after: string },
): Promise<void> {
  const rules = seatRules(t);
  const products = expected.products.toSorted();
  const productsOf = (reply: Reply): string => shown(isObject(reply.body) ? productsIn(reply.body, rules) : undefined);
  const reply = verifyStatus(
    await t.settle(
      () => t.get(path),
      (r) => productsOf(r) === shown(products),
    ),
    200,
  );
  verifyThat(productsOf(reply) === shown(products), reply, {
    reason: `the user shows other products than before after ${expected.after}`,
    expected: shown(products),
    actual: productsOf(reply),
    at: `/${rules.attribute.urn}/${rules.attribute.name}`,
  });
}
