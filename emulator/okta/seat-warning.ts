import type { SeatLimit } from "../../src/profile/seat-limit.ts";
import { isArray } from "../../src/scim/json.ts";
import type { Json } from "../../src/scim/json.ts";

/** What is asked for and what is free. */
export interface SeatDemand {
  readonly limits: readonly SeatLimit[];
  /** Products that the assignment gives. */
  readonly products: Json | undefined;
  /** People who are newly assigned. */
  readonly people: number;
  /** Seats that the app has given out since the limits were read. */
  readonly given: (product: string) => number;
}

/** What the admin should know before an assignment, product by product: whether the free seats suffice. */
export function seatWarnings({ limits, products, people, given }: SeatDemand): readonly string[] {
  const names = isArray(products) ? products : [];
  return limits
    .filter((limit) => names.includes(limit.product))
    .map(({ product, available }) => {
      const free = Math.max(0, available - given(product));
      return people > free
        ? `${product}: ${people} people are assigned and ${free} seats are free, so ${people - free} are expected to fail.`
        : `${product}: ${people} people are assigned and ${free} seats are free.`;
    });
}
