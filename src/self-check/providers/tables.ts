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

/**
 * The tables without what is chance on a server that runs out of seats: where the same feature fails in both, as creates do then,
 * another one may have begun in the one run only. It fails there, and is not tested in the other.
 */
export function withoutChance(whole: Table, other: Table): readonly [Table, Table] {
  const failsInBoth = Object.keys(whole).some((id) => whole[id] === "fails" && other[id] === "fails");
  const isChance = (id: string): boolean => {
    const both = [whole[id], other[id]];
    return failsInBoth && both.includes("fails") && both.includes("not tested");
  };
  const rest = (table: Table): Table => Object.fromEntries(Object.entries(table).filter(([id]) => !isChance(id)));
  return [rest(whole), rest(other)];
}

/** The table of a run; none when the server could not be run against. */
export function tableOf(run: Run | undefined, { id }: IdentityProvider): Table {
  return run?.summary.providers[id] ?? {};
}
