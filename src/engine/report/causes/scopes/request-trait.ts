/** Something that many requests have in common, for example that they are a PATCH with a path. */
export interface RequestTrait {
  /** Tells it from all others. */
  readonly id: string;
  /** The requests that have it, as a sentence begins: `PATCH with a path`. */
  readonly words: string;
  /** Nothing narrower than an endpoint and a method. */
  readonly isWide?: boolean;
}
