import type { Json } from "../scim/json.ts";
import type { SeatLimit } from "../profile/seat-limit.ts";
import type { Made, MakeOptions, UserBody } from "./maker.ts";

/** Products and seats of the target, for checks that need the `seats` capability. */
export interface SeatContext {
  /** The product with the fewest free seats, as stated by `--seats` or known of the bundled server. */
  readonly scarcest: () => SeatLimit;
  /** All stated limits. */
  readonly limits: readonly SeatLimit[];
  /** Overrides for `make.userBody` that give the user exactly these products. */
  readonly withProducts: (products: readonly string[]) => Readonly<Record<string, Json | undefined>>;
  /** Makes users until the product has no free seat left; throws `SetUpFailure` when one of them is refused. */
  readonly fill: (product: string, options?: FillOptions) => Promise<readonly Made<UserBody>[]>;
}

/** How many seats to leave free. */
export interface FillOptions extends MakeOptions {
  readonly leave?: number;
}
