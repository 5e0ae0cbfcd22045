import type { CapabilityName } from "../profile/capability/index.ts";
import type { CheckContext } from "./check-context.ts";
import type { Clause } from "../exchange/clause.ts";
import type { Defect } from "./defect.ts";
import type { Walk } from "./walk.ts";
import type { TargetFacts } from "../profile/target-facts.ts";
import type { TrafficRule } from "../exchange/traffic/traffic-rule.ts";

/** One thing that a target must do. Its verdict is computed: `run` returns when the target conforms and throws `Violation` when it does not. */
export interface Check {
  /** Public and permanent: subject, operation, rule; for example `users.create.location`. */
  readonly id: string;
  readonly title: string;
  readonly clause: Clause;
  /** Features without which the check does not apply. */
  readonly needs?: readonly CapabilityName[];
  /** Features of an identity provider that do not work when this fails; only for suites that decide a provider's features. */
  readonly features?: readonly string[];
  /** Dialects of the provider's client in which it sends this; all when left out. */
  readonly dialects?: readonly string[];
  /** What to change in the server: one or two sentences. */
  readonly advice: string;
  /** Must have the target to itself; such checks run last, one at a time. */
  readonly exclusive?: true;
  /** Defects of other checks that it notices too, by name. */
  readonly also?: readonly string[];
  readonly run: (t: CheckContext) => Promise<void>;
  /** Faults that the check must notice; the self-check proves that it does. */
  readonly defects: readonly [Defect, ...Defect[]];
}

/** A traffic rule, with what proves that it notices what it must. */
export interface DeclaredRule extends TrafficRule {
  /** Traffic that makes the rule apply, for the self-check. */
  readonly probe: (t: CheckContext) => Promise<void>;
  readonly defects: readonly [Defect, ...Defect[]];
  /** True where the clients of identity providers are known to go on all the same: then it breaks no feature. */
  readonly breaksNothing?: true;
}

/** A subject that is checked: a folder of `suites/`. */
export interface Suite {
  readonly id: string;
  readonly title: string;
  readonly checks: readonly Check[];
  readonly trafficRules: readonly DeclaredRule[];
  /**
   * True where only an identity provider's submission test demands what it checks: what fails is told as a line of its own, and fails
   * no run unless the suite was named, or by `--fail-on submission`.
   */
  readonly isSubmission?: true;
  /**
   * Why the suite has nothing to check on a target, by what that publishes; undefined where it has. A run in which no suite was named
   * leaves it out and tells that once; its checks skip themselves where it was named.
   */
  readonly absence?: (target: TargetFacts) => string | undefined;
  /** What decides a provider's table with few requests; only of a suite that is written for a provider. */
  readonly walk?: Walk;
}

/** Declares a suite; the type is all it adds. */
export function defineSuite(suite: Suite): Suite {
  return suite;
}
