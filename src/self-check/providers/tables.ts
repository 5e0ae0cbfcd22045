import type { IdentityProvider } from "../../engine/identity-provider.ts";
import type { FeatureVerdict, Run } from "../../engine/run.ts";

/** What became of each feature. */
export type Table = Readonly<Record<string, FeatureVerdict>>;

/** Where two tables differ, one sentence a feature; `names` say which table is which. */
export function differences(whole: Table, other: Table, names: readonly [string, string]): readonly string[] {
  const ids = [...new Set([...Object.keys(whole), ...Object.keys(other)])];
  return ids
    .filter((id) => whole[id] !== other[id])
    .map((id) => `${id}: ${whole[id] ?? "nothing"} ${names[0]}, ${other[id] ?? "nothing"} ${names[1]}`);
}

/** The table of a run; none when the server could not be run against. */
export function tableOf(run: Run | undefined, { id }: IdentityProvider): Table {
  return run?.summary.providers[id] ?? {};
}
