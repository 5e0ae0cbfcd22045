import { decides } from "../../engine/providers/breaks.ts";
import type { IdentityProvider } from "../../engine/identity-provider.ts";
import type { Suite } from "../../kit/check.ts";
import { UsageError } from "../../documents/usage-error.ts";
import type { RunChecksOptions } from "../options.ts";
import { rulesBeside } from "./rules-beside.ts";

/** What a quick run works with. */
export interface QuickSuites {
  /** Those whose walks decide the provider's features; without traffic rules. */
  readonly suites: readonly Suite[];
  /** All must traffic rules, for what the provider's client sends. */
  readonly beside: readonly Suite[];
}

/** The suites of a quick run. Throws `UsageError` for a provider that has no walk, and for options that select something. */
export function quickSuites(
  provider: IdentityProvider,
  known: readonly Suite[],
  options: RunChecksOptions,
): QuickSuites {
  rejectSelection(options);
  const suites = known
    .filter(({ id, walk }) => walk !== undefined && decides(provider, id))
    .map((suite) => ({ ...suite, trafficRules: [] }));
  if (suites.length === 0) {
    throw new UsageError(
      `There is no quick run for ${provider.title}.`,
      "Leave --quick out: the whole run gives its table too.",
    );
  }
  const selection = { suites: [], only: [], skip: [] };
  return { suites, beside: rulesBeside(provider, { known, selection, selected: [] }) };
}

function rejectSelection({ suites, only, skip, checks, scenarios }: RunChecksOptions): void {
  const selects = [suites, only, skip, scenarios === false ? undefined : scenarios].some(
    (given) => given !== undefined,
  );
  if (!selects && checks !== false) return;
  throw new UsageError(
    "A quick run gives the provider's table as a whole and takes no selection of checks or scenarios.",
    "Leave out quick, or the selection.",
  );
}
