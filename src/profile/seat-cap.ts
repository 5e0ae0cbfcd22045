import type { Hook, HookName } from "./hook.ts";
import type { SeatRules } from "./seat-rules.ts";

/** What stands in place of a product where the number of active users is limited, whatever they are given: a plain cap. */
export const THE_PLAN = "the plan";

/** The rules of a plain cap: every active user takes a seat, and no attribute says so. */
export function capRules(total: number): SeatRules {
  return {
    attribute: undefined,
    products: [{ name: THE_PLAN, total }],
    statuses: { "no-seat-left": 403, "no-product": 400, "not-subscribed": 400, expired: 400 },
    freedBy: ["deactivate", "delete"],
  };
}

/** True for rules by which each active user takes a seat. */
export function isCap(rules: SeatRules | undefined): boolean {
  return rules !== undefined && rules.attribute === undefined;
}

/** The value of `--seats` that states a limit: `Sales=100`, or `10` for a plain cap. */
export function statedSeats(product: string, total: number): string {
  return product === THE_PLAN ? String(total) : `${product}=${total}`;
}

const AUTHORIZATION = { authorization: "Bearer ${adminSecret}" };

/** How the console of the bundled server shows and sells the seats of a cap. */
export const CAP_HOOKS: Readonly<Partial<Record<HookName, Hook>>> = {
  "read-seats": { kind: "http", method: "GET", url: "${adminUrl}/api/seats", headers: AUTHORIZATION },
  "buy-seats": {
    kind: "http",
    method: "POST",
    url: "${adminUrl}/api/seats/buy",
    headers: { ...AUTHORIZATION, "content-type": "application/json" },
    body: { product: "${product}", seats: "${seats}" },
  },
};
