import { SUITES } from "../../suites/index.ts";
import type { Check, Invariant, Suite } from "../engine/check.ts";

/** A check or an invariant, and the suite that it stands in. */
export interface Declaration {
  readonly suite: Suite;
  readonly declared: Check | Invariant;
  readonly kind: "check" | "invariant";
}

/** Everything that the suites declare, in their order. */
export function allDeclarations(): readonly Declaration[] {
  return SUITES.flatMap((suite) => [
    ...suite.checks.map((declared) => ({ suite, declared, kind: "check" as const })),
    ...suite.invariants.map((declared) => ({ suite, declared, kind: "invariant" as const })),
  ]);
}
