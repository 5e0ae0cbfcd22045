import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { SUITES } from "../../../suites/index.ts";
import { isWrittenFor } from "../../engine/providers/breaks.ts";
import type { IdentityProvider } from "../../engine/identity-provider.ts";
import type { Suite } from "../../kit/check.ts";

/** All suites that come with the tool, in the order of the report: those of `suites/`, then those that providers bring along. */
export const ALL_SUITES: readonly Suite[] = [
  ...SUITES,
  ...IDENTITY_PROVIDERS.flatMap(({ suites }) => suites.filter((suite) => typeof suite !== "string")),
];

/** The suites that a run for a provider is about when none is named: all but those that are written for another one. */
export function suitesFor(provider: IdentityProvider): readonly Suite[] {
  const others = IDENTITY_PROVIDERS.filter((other) => other.id !== provider.id);
  return ALL_SUITES.filter(({ id }) => isWrittenFor(provider, id) || !others.some((other) => isWrittenFor(other, id)));
}
