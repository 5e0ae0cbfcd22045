import type { RuleTally } from "../../exchange/traffic/traffic-judge.ts";
import type { LiveExchange } from "../../exchange/exchange.ts";
import type { IdentityProvider } from "../identity-provider.ts";
import type { Breaks } from "../run.ts";

/** What a provider is known by where its features are spoken of. */
export type KnownProvider = Pick<IdentityProvider, "id" | "features" | "suites" | "beside" | "alsoDecidedBy">;

/** True when the checks of a suite decide a provider's features. */
export function decides(provider: Pick<KnownProvider, "suites" | "alsoDecidedBy">, suite: string): boolean {
  return provider.alsoDecidedBy.includes(suite) || provider.suites.some((own) => idOfSuite(own) === suite);
}

/** True when a suite is written for a provider, whether it decides its features or not. */
export function isWrittenFor(
  { suites, beside = {} }: Pick<KnownProvider, "suites" | "beside">,
  suite: string,
): boolean {
  const { submission, others = [] } = beside;
  return [...suites.map(idOfSuite), submission, ...others].includes(suite);
}

function idOfSuite(suite: IdentityProvider["suites"][number]): string {
  return typeof suite === "string" ? suite : suite.id;
}

/** What breaks when a check of a suite fails: by provider the features that it names. */
export function breaksOf(suite: string, features: readonly string[], providers: readonly KnownProvider[]): Breaks {
  return toBreaks(
    providers
      .filter((provider) => decides(provider, suite))
      .map(({ id, features: known }) => [
        id,
        known.filter((feature) => features.includes(feature.id)).map((feature) => feature.id),
      ]),
  );
}

/**
 * What the exchanges break in which a traffic rule was broken: by their sender the features that they are about. What was exchanged
 * after `until` counts for nothing.
 */
export function breaksOfRule(
  { features }: Pick<RuleTally, "features">,
  providers: readonly KnownProvider[],
  until: number = Infinity,
): Breaks {
  return toBreaks(
    providers.map(({ id, features: known }) => [
      id,
      known.filter((feature) => isUntil(features.get(id)?.get(feature.id), until)).map((feature) => feature.id),
    ]),
  );
}

/** The features of its sender that an exchange is about; none for the tool's own. */
export function featuresOf(
  { sender, request }: Pick<LiveExchange, "sender" | "request">,
  providers: readonly KnownProvider[],
): readonly string[] {
  const provider = providers.find(({ id }) => id === sender);
  return (provider?.features ?? []).filter((feature) => feature.isAbout(request)).map(({ id }) => id);
}

function toBreaks(entries: readonly (readonly [string, readonly string[]])[]): Breaks {
  return Object.fromEntries(entries.filter(([, features]) => features.length > 0));
}

function isUntil(seq: number | undefined, until: number): boolean {
  return seq !== undefined && seq <= until;
}
