import { didYouMean } from "../../documents/suggest.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { decides } from "../../engine/providers/breaks.ts";
import type { KnownProvider } from "../../engine/providers/breaks.ts";
import type { Suite } from "../../kit/check.ts";

/** Throws `UsageError` for the first check that names a feature which no provider has whose features its suite decides. */
export function judgeFeatureNames(suites: readonly Suite[], providers: readonly KnownProvider[]): void {
  for (const suite of suites) {
    const deciding = providers.filter((provider) => decides(provider, suite.id));
    const known = deciding.flatMap(({ features }) => features.map(({ id }) => id));
    for (const { id, features = [] } of suite.checks) {
      const unknown = features.find((feature) => !known.includes(feature));
      if (unknown !== undefined) throw unknownFeature(`The check "${id}"`, unknown, known);
    }
  }
}

/** The error for a feature that no provider has. `known` is empty where none of them asks. */
export function unknownFeature(who: string, feature: string, known: readonly string[]): UsageError {
  if (known.length === 0) {
    return new UsageError(
      `${who} names the feature "${feature}", but its suite decides the features of no identity provider.`,
      "Leave `features` out.",
    );
  }
  return new UsageError(
    `${who} names the feature "${feature}", which no identity provider has${didYouMean(feature, known) || "."}`,
    `There are ${known.join(", ")}.`,
  );
}
