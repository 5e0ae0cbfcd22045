import type { CapabilityName } from "../profile/capability.ts";
import type { CheckContext } from "./check-context.ts";
import type { Clause } from "./clause.ts";
import type { Defect } from "./defect.ts";
import type { LiveExchange } from "./exchange.ts";
import type { OktaFeature } from "./okta-feature.ts";

/** One thing that a target must do. Its verdict is computed: `run` returns when the target conforms and throws `Violation` when it does not. */
export interface Check {
  /** Public and permanent: subject, operation, rule; for example `users.create.location`. */
  readonly id: string;
  readonly title: string;
  readonly clause: Clause;
  /** Features without which the check does not apply. */
  readonly needs?: readonly CapabilityName[];
  /** What fails in Okta when this fails. */
  readonly blocks?: readonly OktaFeature[];
  /** What to change in the server: one or two sentences. */
  readonly advice: string;
  /** Must have the target to itself; such checks run last, one at a time. */
  readonly exclusive?: true;
  readonly run: (t: CheckContext) => Promise<void>;
  /** Faults that the check must notice; the self-check proves that it does. */
  readonly defects: readonly [Defect, ...Defect[]];
}

/** A rule that holds for every exchange of a run, whoever sent it. */
export interface Invariant {
  readonly id: string;
  readonly title: string;
  readonly clause: Clause;
  readonly blocks?: readonly OktaFeature[];
  readonly advice: string;
  readonly applies: (x: LiveExchange) => boolean;
  /** Returns when the exchange conforms, throws `Violation` when it does not. */
  readonly judge: (x: LiveExchange) => void;
  /** Traffic that makes the rule apply, for the self-check. */
  readonly probe: (t: CheckContext) => Promise<void>;
  readonly defects: readonly [Defect, ...Defect[]];
}

/** A subject that is checked: a folder of `suites/`. */
export interface Suite {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly Check[];
  readonly invariants: readonly Invariant[];
}

/** Declares a check; the type is all it adds. */
export function defineCheck(check: Check): Check {
  return check;
}

/** Declares an invariant; the type is all it adds. */
export function defineInvariant(invariant: Invariant): Invariant {
  return invariant;
}

/** Declares a suite; the type is all it adds. */
export function defineSuite(suite: Suite): Suite {
  return suite;
}
