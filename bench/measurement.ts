/** One line of the table: a figure, what it is held against, and the bound that it should keep. */
export interface Measurement {
  readonly what: string;
  readonly ours: string;
  readonly against: string;
  readonly ratio: number;
  /** What is asked of it; undefined where it only informs. */
  readonly bound?: string;
  readonly holds: boolean;
}
