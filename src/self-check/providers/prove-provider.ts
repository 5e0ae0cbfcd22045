import type { IdentityProvider } from "../../engine/identity-provider.ts";
import { decides } from "../../engine/providers/breaks.ts";
import type { Run } from "../../engine/run.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import { suitesFor } from "../../run/suites/all-suites.ts";
import { runOn } from "./run-on.ts";
import type { ProvenServer } from "./run-on.ts";
import { differences, tableOf, withoutChance } from "./tables.ts";

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
  const tables = [table ?? {}, other ?? {}] as const;
  const told = server.profile.seats === undefined ? tables : withoutChance(...tables);
  const comparable = [...told, WHICH] as const;
  const failing = Object.entries(table ?? {}).flatMap(([id, verdict]) => (verdict === "fails" ? [id] : []));
  return {
    server: server.defect?.name ?? "sound",
    profile: server.profile.id,
    failing,
    others: othersIn(whole, provider),
    problems: [
      ...differences(...comparable).map((told) => `${told}${reasonsOf([whole, alone], provider)}`),
      ...(server.breaks === "nothing" && failing.length > 0
        ? [`${failing.join(", ")} must not fail there${reasonsOf([whole], provider)}`]
        : []),
      ...(server.breaks === "something" && failing.length === 0 ? ["one feature must fail there, and none does"] : []),
    ],
  };
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
