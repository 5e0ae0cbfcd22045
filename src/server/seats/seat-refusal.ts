import { THE_PLAN } from "../../profile/seat-cap.ts";
import type { SeatRefusalReason } from "../../profile/seat-rules.ts";
import type { ProductSeats } from "../ports.ts";

/** What a `SeatLedger` rejects with when a seat is not given. Its message is for the administrator, who sees it verbatim. */
export class SeatRefusal extends Error {
  override readonly name: string = "SeatRefusal";
  readonly reason: SeatRefusalReason;

  private constructor(reason: SeatRefusalReason, message: string) {
    super(message);
    this.reason = reason;
  }

  /** All seats of the product are in use. */
  static noSeatLeft({ name, used, total }: ProductSeats): SeatRefusal {
    return new SeatRefusal(
      "no-seat-left",
      name === THE_PLAN
        ? `No seat is left: ${used} of ${total} seats are in use. ` +
            "Buy more seats, or free one by deactivating another user, then assign this user again."
        : `No seat of product '${name}' is left: ${used} of ${total} seats are in use. ` +
            "Buy more seats, or free one by removing the product from another user, then assign this user again.",
    );
  }

  /** The subscription of the product has ended. */
  static expired({ name, used, total, expires }: ProductSeats): SeatRefusal {
    return new SeatRefusal(
      "expired",
      `The subscription of product '${name}' ended on ${expires} (${used} of ${total} seats are in use). ` +
        "Renew it, or assign a product that has not ended.",
    );
  }

  /** The organisation has no such product. `subscribed` holds the names of those that it has. */
  static notSubscribed(product: string, subscribed: readonly string[]): SeatRefusal {
    return new SeatRefusal(
      "not-subscribed",
      `The organisation has no subscription of product '${product}'. ` +
        (subscribed.length === 0
          ? "It has no product at all: buy seats first."
          : `Assign a subscribed product: ${subscribed.join(", ")}.`),
    );
  }

  /** The user would be without a product. `attribute` names the attribute that products are given by. */
  static noProduct(attribute: string): SeatRefusal {
    return new SeatRefusal(
      "no-product",
      `The user has no product. Give at least one in the attribute '${attribute}', by an individual or a group assignment.`,
    );
  }
}
