/**
 * A product's limit on the target, as the user states it with `--seats Product=total[:available]`; with `--seats total[:available]`
 * that of all active users.
 */
export interface SeatLimit {
  /** Name of the product; `THE_PLAN` for a plain cap. */
  readonly product: string;
  readonly total: number;
  /** Seats that are free when the run starts; the total when nothing else is said. */
  readonly available: number;
  /** The free seats of a plain cap that nobody has stated: the run takes those who are active at the target off it. */
  readonly isUncounted?: boolean;
}
