import type { IdentityProvider } from "../../engine/identity-provider.ts";
import { decides } from "../../engine/providers/breaks.ts";
import type { Run } from "../../engine/run.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import { suitesFor } from "../../run/suites/all-suites.ts";
import { runOn } from "./run-on.ts";
import type { ProvenServer } from "./run-on.ts";
import { differences, tableOf } from "./tables.ts";
import type { Table } from "./tables.ts";

/** What a provider's table came to on one server. */
export interface ProviderProof {
  /** Name of the defect, or `sound`. */
  readonly server: string;
  readonly profile: string;
  /** What is wrong, one sentence each; empty when it is proven. */
  readonly problems: readonly string[];
  /** The features that fail there. */
  readonly failing: readonly string[];
  /** Checks and traffic rules that fail in the run of everything and break no feature. */
  readonly others: readonly string[];
}

const WHICH = ["in the run of everything", "by what decides it"] as const;

/**
 * Proves on one server that the provider's table hangs on nothing but what decides it: a run of everything and a run of its deciding
 * suites and the scenarios say the same of each feature. On a server that breaks nothing for the provider no feature fails.
 */
export async function proveProvider(
  provider: IdentityProvider,
  server: ProvenServer,
  scenarios: readonly Scenario[],
): Promise<ProviderProof> {
  const all = suitesFor(provider);
  const deciding = all.filter(({ id }) => decides(provider, id));
  const whole = await runOn(server, { provider, scenarios, suites: all });
  const alone = await runOn(server, { provider, scenarios, suites: deciding });
  const [table, other] = [whole, alone].map((run) => tableOf(run, provider));
  const failing = Object.entries(table ?? {}).flatMap(([id, verdict]) => (verdict === "fails" ? [id] : []));
  return {
    server: server.defect?.name ?? "sound",
    profile: server.profile.id,
    failing,
    others: othersIn(whole, provider),
    problems: [
      ...contradictions(table ?? {}, other ?? {}).map((told) => `${told}${reasonsOf([whole, alone], provider)}`),
      ...(server.breaks === "nothing" && failing.length > 0
        ? [`${failing.join(", ")} must not fail there${reasonsOf([whole], provider)}`]
        : []),
      ...(server.breaks === "something" && failing.length === 0 ? ["one feature must fail there, and none does"] : []),
    ],
  };
}

/**
 * Where the tables differ. On a server on which the same feature fails in both, such as one that runs out of seats and takes no more
 * creates, it is chance whether another one had begun by then: that fails in the one run and is not tested in the other.
 */
function contradictions(table: Table, other: Table): readonly string[] {
  const failsInBoth = Object.keys(table).some((id) => table[id] === "fails" && other[id] === "fails");
  const isChance = (id: string): boolean => {
    const both = [table[id], other[id]];
    return failsInBoth && both.includes("fails") && both.includes("not tested");
  };
  const without = (given: Table): Table => Object.fromEntries(Object.entries(given).filter(([id]) => !isChance(id)));
  return differences(without(table), without(other), WHICH);
}

function othersIn(run: Run | undefined, { id }: IdentityProvider): readonly string[] {
  const failed = (run?.findings ?? []).filter(({ verdict }) => verdict === "fail");
  return failed.filter(({ breaks }) => breaks[id] === undefined).map(({ check }) => check);
}

/** Which checks and scenarios made features fail, for whoever looks into it. */
function reasonsOf(runs: readonly (Run | undefined)[], { id }: IdentityProvider): string {
  const ids = runs.map((run) => [
    ...(run?.findings ?? []).filter(({ verdict, breaks }) => verdict === "fail" && breaks[id] !== undefined),
    ...(run?.scenarios ?? []).filter(({ verdict }) => verdict === "fail"),
  ]);
  return ` (${ids.map((failed) => failed.map((one) => ("check" in one ? one.check : one.id)).join(", ") || "nothing fails").join(" | ")})`;
}
