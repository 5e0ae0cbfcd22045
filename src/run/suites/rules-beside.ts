import { REQUIREMENTS } from "../../../suites/requirements/index.ts";
import { severityOf } from "../../engine/checks/requirements.ts";
import type { IdentityProvider } from "../../engine/identity-provider.ts";
import type { Clause } from "../../exchange/clause.ts";
import type { LiveExchange } from "../../exchange/exchange.ts";
import type { DeclaredRule, Suite } from "../../kit/check.ts";
import { createFilter } from "../select.ts";
import type { CheckSelection } from "../select.ts";

/** What a run chooses from, and what it has chosen. */
export interface SelectedSuites {
  readonly known: readonly Suite[];
  readonly selection: CheckSelection;
  readonly selected: readonly Suite[];
  /** Scenarios are played. */
  readonly plays?: boolean;
}

/**
 * The traffic rules of suites that a run leaves out: all of them for what scenarios exchange, and the must rules for what else the
 * provider's client sends, as whether a feature works must not hang on which suites were named. A run of single checks (`only`)
 * judges just those.
 */
export function rulesBeside(
  provider: IdentityProvider,
  { known, selection, selected, plays = false }: SelectedSuites,
): readonly Suite[] {
  if (selection.only.length > 0) return [];
  const isWanted = createFilter(selection);
  const judged = new Set(selected.flatMap(({ trafficRules }) => trafficRules.map(({ id }) => id)));
  return known
    .map((suite) => ({
      ...suite,
      checks: [],
      trafficRules: suite.trafficRules
        .filter(({ id, clause }) => isWanted(id) && !judged.has(id) && (plays || isMust(clause)))
        .map((rule) => onlyOf(provider, rule)),
    }))
    .filter(({ trafficRules }) => trafficRules.length > 0);
}

function onlyOf({ id }: IdentityProvider, rule: DeclaredRule): DeclaredRule {
  const must = isMust(rule.clause);
  const isMeant = ({ cause, sender }: LiveExchange): boolean => cause.kind === "scenario" || (must && sender === id);
  return { ...rule, applies: (exchange) => isMeant(exchange) && rule.applies(exchange) };
}

function isMust(clause: Clause): boolean {
  return severityOf(clause, REQUIREMENTS) === "must";
}
