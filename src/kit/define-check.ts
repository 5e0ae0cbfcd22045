import type { CapabilityName } from "../profile/capability/index.ts";
import type { CheckContext } from "./check-context.ts";
import type { Check, DeclaredRule } from "./check.ts";
import { toDefects } from "./fault.ts";
import type { Breaking, Fault } from "./fault.ts";
import { onlyRule, toClause } from "./rule.ts";
import type { Rule } from "./rule.ts";

/** The defects of a check, by their names, unique among all. One that rests on several rules says of each which it breaks. */
export type DefectsOf<R extends Rule> = Readonly<
  Record<string, R extends readonly (infer Id extends string)[] ? Breaking<Id> : Fault>
>;

/** What a check and a traffic rule declare alike. */
interface Declaration<R extends Rule> {
  /** Public and permanent: subject, operation, rule; for example `users.create.location`. */
  readonly id: string;
  readonly rule: R;
  readonly title: string;
  /** What to change in the server: one or two sentences. */
  readonly advice: string;
  /** Faults that it must notice; the self-check proves that it does. */
  readonly defects: DefectsOf<R>;
}

/** One thing that a target must do. Its verdict is computed: `run` returns when the target conforms and throws `Violation` when it does not. */
export interface CheckDeclaration<R extends Rule> extends Declaration<R> {
  /** Features without which the check does not apply. */
  readonly needs?: readonly CapabilityName[];
  /** Features of an identity provider that do not work when this fails; only for suites that decide a provider's features. */
  readonly features?: readonly string[];
  /** Dialects of the provider's client in which it sends this, for example `oin`; all when left out. */
  readonly dialects?: readonly string[];
  /** Dialects in which the provider's client sends this, where it is judged for the others too: it breaks features in these alone. */
  readonly breaksIn?: readonly string[];
  /** Must have the target to itself; such checks run last, one at a time. */
  readonly exclusive?: true;
  /** Defects of other checks that it notices too, by name. */
  readonly also?: readonly string[];
  readonly run: (t: CheckContext) => Promise<void>;
}

/** What holds for every exchange, whoever sent it. */
export interface TrafficRuleDeclaration<R extends Rule>
  extends Declaration<R>, Pick<DeclaredRule, "applies" | "judge" | "probe" | "breaksNothing"> {}

/** Declares a check. */
export function defineCheck<const R extends Rule>(declared: CheckDeclaration<R>): Check {
  const { rule, defects, ...rest } = declared;
  return { ...rest, clause: toClause(rule), defects: toDefects(defects, { id: declared.id, only: onlyRule(rule) }) };
}

/** Declares a traffic rule. */
export function defineTrafficRule<const R extends Rule>(declared: TrafficRuleDeclaration<R>): DeclaredRule {
  const { rule, defects, ...rest } = declared;
  return { ...rest, clause: toClause(rule), defects: toDefects(defects, { id: declared.id, only: onlyRule(rule) }) };
}

/** What the checks of a family share. */
export interface FamilyTraits {
  readonly needs?: readonly CapabilityName[];
  readonly features?: readonly string[];
  readonly dialects?: readonly string[];
  readonly breaksIn?: readonly string[];
  readonly exclusive?: true;
}

/** Gives checks what they share; what a check says itself is added to it. */
export function defineFamily(traits: FamilyTraits, checks: readonly Check[]): readonly Check[] {
  const needsOf = (check: Check): readonly CapabilityName[] => joined(traits.needs, check.needs);
  const featuresOf = (check: Check): readonly string[] => joined(traits.features, check.features);
  return checks.map((check) => ({
    ...check,
    ...(traits.dialects === undefined ? {} : { dialects: traits.dialects }),
    ...(traits.breaksIn === undefined ? {} : { breaksIn: traits.breaksIn }),
    ...(traits.exclusive === true ? { exclusive: true } : {}),
    ...(needsOf(check).length > 0 ? { needs: needsOf(check) } : {}),
    ...(featuresOf(check).length > 0 ? { features: featuresOf(check) } : {}),
  }));
}

function joined<Value>(...lists: readonly (readonly Value[] | undefined)[]): readonly Value[] {
  return [...new Set(lists.flatMap((list) => list ?? []))];
}
