/** One thing that is not as a step expects it. */
export interface Unmet {
  /** What it is, for example `created` or `status of Ann`. */
  readonly name: string;
  readonly found: string;
  readonly wanted: string;
  /** What shows it, for example what the admin reads. */
  readonly example?: string | undefined;
}

/** All that is unmet, in one sentence. */
export function describeUnmet(unmet: readonly Unmet[]): string {
  return unmet.map(({ name, found, wanted }) => `${name} is ${found} instead of ${wanted}`).join(", ");
}
