import type { Check, DeclaredRule, Suite } from "../kit/check.ts";
import { ALL_SUITES } from "../run/suites/all-suites.ts";

/** A check or a traffic rule, and the suite that it stands in. */
export interface Declaration {
  readonly suite: Suite;
  readonly declared: Check | DeclaredRule;
  readonly kind: "check" | "traffic rule";
}

/** Everything that the suites declare, in their order. */
export function allDeclarations(): readonly Declaration[] {
  return ALL_SUITES.flatMap((suite) => [
    ...suite.checks.map((declared) => ({ suite, declared, kind: "check" as const })),
    ...suite.trafficRules.map((declared) => ({ suite, declared, kind: "traffic rule" as const })),
  ]);
}
