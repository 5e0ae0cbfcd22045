import { THE_PLAN } from "../../../src/profile/seat-cap.ts";
import type { SeatLimit } from "../../../src/profile/seat-limit.ts";
import { isArray } from "../../../src/scim/json.ts";
import type { Json } from "../../../src/scim/json.ts";

/** What is asked for and what is free. */
export interface SeatDemand {
  readonly limits: readonly SeatLimit[];
  /** Products that the assignment gives. */
  readonly products: Json | undefined;
  /** People who would take a seat of the product. */
  readonly newcomers: (product: string) => number;
  /** Seats that the app has given out since the limits were read. */
  readonly given: (product: string) => number;
}

/** What the admin should know before an assignment, product by product: whether the free seats suffice. */
export function seatWarnings({ limits, products, newcomers, given }: SeatDemand): readonly string[] {
  const names = isArray(products) ? products : [];
  return limits
    .filter(({ product }) => names.includes(product) && newcomers(product) > 0)
    .map(({ product, available }) => {
      const asked = newcomers(product);
      const free = Math.max(0, available - given(product));
      const fate = asked > free ? `, so ${asked - free} will fail unless more are bought` : "";
      const demand = `needed ${asked}, free ${free}${fate}.`;
      return product === THE_PLAN ? `Seats ${demand}` : `${product}: seats ${demand}`;
    });
}
