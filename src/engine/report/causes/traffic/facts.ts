import type { Exchange } from "../../../../exchange/exchange.ts";
import type { Finding } from "../../../run.ts";
import { changeEffects } from "./change-effects.ts";
import type { AttributeEffects, ChangeEffect } from "./change-effects.ts";
import { isAccepted } from "./exchange-words.ts";
import { detailOf, isRefused, outcomeText } from "./outcomes.ts";
import { createScopeFinder } from "../scopes/scope-finder.ts";
import type { Scope, ScopeFinder } from "../scopes/scope-finder.ts";

/** What the traffic of a run says about causes. */
export interface TrafficFacts {
  /** By their numbers. */
  readonly exchanges: readonly Exchange[];
  /** What fails or warns. */
  readonly breaches: readonly Finding[];
  readonly exchangeOf: (seq: number) => Exchange | undefined;
  /** What all requests have in common that are refused like this one, and none that succeeds. */
  readonly refusedScope: (exchange: Exchange) => Scope | undefined;
  /** What became of a PUT or PATCH. */
  readonly effectOf: (seq: number) => ChangeEffect;
  /** What all changes have in common that are answered with a success and not done, as this one, and none that is done. */
  readonly undone: () => ScopeFinder;
  /** How often an attribute was changed as asked for and how often not, by `Users active` and the method. */
  readonly attributeEffects: () => ReadonlyMap<string, AttributeEffects>;
}

/** Reads the traffic of a run once; what is asked for is worked out when it is. */
export function readTraffic(exchanges: readonly Exchange[], breaches: readonly Finding[] = []): TrafficFacts {
  const bySeq = new Map(exchanges.map((exchange) => [exchange.seq, exchange]));
  // Requests without credentials, or with wrong ones, are part of the checks and say nothing of an endpoint.
  const asked = exchanges.filter(({ response }) => response?.status !== 401);
  const effects = once(() => changeEffects(exchanges));
  const undone = once(() => {
    const withEffect = (effect: ChangeEffect): readonly Exchange[] =>
      exchanges.filter(({ seq }) => effects().bySeq.get(seq) === effect);
    return createScopeFinder({ hits: withEffect("undone"), misses: withEffect("done") });
  });
  return {
    exchanges,
    breaches,
    exchangeOf: (seq) => bySeq.get(seq),
    refusedScope: refusedScopes(asked),
    effectOf: (seq) => effects().bySeq.get(seq),
    undone,
    attributeEffects: () => effects().byAttribute,
  };
}

/** One finder for each way of being refused. */
function refusedScopes(asked: readonly Exchange[]): TrafficFacts["refusedScope"] {
  const wayOf = (exchange: Exchange): string => `${outcomeText(exchange)} ${detailOf(exchange)}`;
  const byWay = once(() => Map.groupBy(asked.filter(isRefused), wayOf));
  const misses = once(() => asked.filter(isAccepted));
  const finders = new Map<string, ScopeFinder>();
  return (exchange) => {
    if (!isRefused(exchange)) return undefined;
    const way = wayOf(exchange);
    const known = finders.get(way) ?? createScopeFinder({ hits: byWay().get(way) ?? [], misses: misses() });
    finders.set(way, known);
    return known.find(exchange);
  };
}

/** What is worked out at the first call, and only then. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
