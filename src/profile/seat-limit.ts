/** A product's limit on the target, as the user states it with `--seats Product=total[:available]`. */
export interface SeatLimit {
  readonly product: string;
  readonly total: number;
  /** Seats that are free when the run starts; the total when nothing else is said. */
  readonly available: number;
}
