import type { RuleTally } from "../../exchange/traffic/traffic-judge.ts";
import type { LiveExchange } from "../../exchange/exchange.ts";
import type { Check } from "../../kit/check.ts";
import type { IdentityProvider, SentRequest } from "../identity-provider.ts";
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

/** The features that fail with a check where the provider's client is of that dialect. */
export function featuresIn(
  dialect: string,
  { features = [], breaksIn }: Pick<Check, "features" | "breaksIn">,
): readonly string[] {
  return breaksIn?.includes(dialect) === false ? [] : features;
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

/** Who sends what, in the dialect of the run. */
export type SendingProvider = Pick<IdentityProvider, "id" | "features" | "dialects">;

/** The features of its sender that an exchange is about; none for the tool's own, and for what the dialect does not send. */
export function featuresOf(
  { sender, request }: Pick<LiveExchange, "sender" | "request">,
  providers: readonly SendingProvider[],
  dialect: string,
): readonly string[] {
  const provider = providers.find(({ id }) => id === sender);
  if (provider === undefined || !isSent(request, provider, dialect)) return [];
  return provider.features.filter((feature) => feature.isAbout(request)).map(({ id }) => id);
}

/** True for a request of the provider's that its client sends in the dialect. */
export function isSent(
  request: SentRequest,
  { dialects }: Pick<SendingProvider, "dialects">,
  dialect: string,
): boolean {
  return dialects.find(({ id }) => id === dialect)?.sends?.(request) ?? true;
}

function toBreaks(entries: readonly (readonly [string, readonly string[]])[]): Breaks {
  return Object.fromEntries(entries.filter(([, features]) => features.length > 0));
}

function isUntil(seq: number | undefined, until: number): boolean {
  return seq !== undefined && seq <= until;
}
