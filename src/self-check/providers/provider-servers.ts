import type { Suite } from "../../kit/check.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import type { ProvenServer } from "./run-on.ts";

/** A server by its name: it crosses to another process, which a defect cannot. */
export interface NamedServer {
  readonly profile: string;
  /** Undefined for the sound server. */
  readonly defect: string | undefined;
  readonly breaks: ProvenServer["breaks"];
}

/** What is proven, and on what. */
export interface ServerSelection {
  readonly suites: readonly Suite[];
  /** Names of the profiles of the sound server. */
  readonly profiles: readonly string[];
  /** True for the ids of checks and traffic rules whose defects are taken. */
  readonly isSelected: (id: string) => boolean;
  /** Takes so many of the defects by chance; all when left out. */
  readonly draw?: number | undefined;
  readonly seed: number;
  /**
   * Defects that break only requests which no provider sends, by name: no feature may fail there. Of all others nothing more is
   * demanded than that the table hangs on what decides it.
   */
  readonly harmless?: readonly string[] | undefined;
  /** Defects by which at least one feature must fail. */
  readonly harmful?: readonly string[] | undefined;
}

/** Suites whose checks need products: their defects show in a profile that has them. */
const OF_PRODUCTS: readonly string[] = ["seats", "zoominfo"];

/** The sound server in each profile, then the servers with the defects that are selected or drawn. */
export function provenServers(selection: ServerSelection): readonly NamedServer[] {
  const { suites, profiles, isSelected, draw = Infinity, seed, harmless = [], harmful = [] } = selection;
  const sound = profiles.map((profile) => ({ profile, defect: undefined, breaks: "nothing" as const }));
  const faulty = suites.flatMap((suite) =>
    [...suite.checks, ...suite.trafficRules]
      .filter(({ id }) => isSelected(id))
      .flatMap(({ defects }) => defects)
      .map(({ name }) => ({
        profile: OF_PRODUCTS.includes(suite.id) ? "zoominfo" : "generic",
        defect: name,
        breaks: harmless.includes(name)
          ? ("nothing" as const)
          : harmful.includes(name)
            ? ("something" as const)
            : undefined,
      })),
  );
  // What must break nothing is always proven; of the rest as many as are drawn.
  const demanded = faulty.filter(({ breaks }) => breaks === "nothing");
  const others = faulty.filter(({ breaks }) => breaks !== "nothing");
  return [...sound, ...demanded, ...drawn(others, draw, seed)];
}

/** The server that a name stands for. */
export async function toProvenServer(
  { profile, defect, breaks }: NamedServer,
  suites: readonly Suite[],
): Promise<ProvenServer> {
  const known = suites.flatMap((suite) => [...suite.checks, ...suite.trafficRules].flatMap(({ defects }) => defects));
  return { profile: await loadProfile(profile), defect: known.find(({ name }) => name === defect), breaks };
}

/** So many items, in their order; which ones follows from the seed. */
function drawn<Item>(items: readonly Item[], count: number, seed: number): readonly Item[] {
  const keyed = items.map((item, index) => ({ item, index, key: mixed(seed, index) }));
  return keyed
    .toSorted((a, b) => a.key - b.key)
    .slice(0, count)
    .toSorted((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

/** A number that looks like chance: the finalizer of MurmurHash3. */
function mixed(seed: number, index: number): number {
  let key = Math.imul(seed ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b);
  key = Math.imul(key ^ (key >>> 13), 0xc2b2ae35);
  return (key ^ (key >>> 16)) >>> 0;
}
