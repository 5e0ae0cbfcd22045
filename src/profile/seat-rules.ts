/**
 * How a target gives out products and seats. Statuses are what the bundled server answers; on a foreign target any 4xx
 * but 401, 404, 408, 409 and 429 with a SCIM error body is a proper refusal.
 */
export interface SeatRules {
  /**
   * Schema URN and name of the multi-valued attribute that names a user's products; undefined for a plain cap, where each active
   * user takes a seat.
   */
  readonly attribute: ProductAttribute | undefined;
  /** What a fresh bundled server has when no `--seats` is given. */
  readonly products: readonly Product[];
  /** HTTP statuses of a refusal, by its reason. */
  readonly statuses: Readonly<Record<SeatRefusalReason, number>>;
  /** What gives a user's seats back. */
  readonly freedBy: readonly ("deactivate" | "delete")[];
}

/** The attribute by which products are given. */
export interface ProductAttribute {
  readonly urn: string;
  readonly name: string;
}

/** A product (package) that an organisation has subscribed to. */
export interface Product {
  readonly name: string;
  /** Seats bought. */
  readonly total: number;
  /** ISO 8601 date and time; absent when the subscription does not end. */
  readonly expires?: string;
}

/** Why a seat is not given. */
export type SeatRefusalReason = "no-seat-left" | "no-product" | "not-subscribed" | "expired";
