import type { LiveExchange } from "./exchange.ts";

/** The same reading of an exchange, made once however many rules ask for it; forgotten together with the exchange. */
export function perExchange<T>(read: (x: LiveExchange) => T): (x: LiveExchange) => T {
  const kept = new WeakMap<LiveExchange, { readonly value: T }>();
  return (x) => {
    const known = kept.get(x) ?? { value: read(x) };
    kept.set(x, known);
    return known.value;
  };
}
