import type { Json } from "../json.ts";

declare const QUOTED: unique symbol;
declare const FILTER: unique symbol;

/** A comparison value of a filter: JSON text, with quotes and backslashes escaped. */
export type Quoted = string & { readonly [QUOTED]: true };

/** A filter, or the path of a PATCH operation, in which every value is quoted. Only this file makes one. */
export type Filter = string & { readonly [FILTER]: true };

/** What may stand in a filter as it is: what is quoted, a part of a filter, or a text that the compiler knows letter by letter. */
type Parts<T extends readonly string[]> = { readonly [K in keyof T]: string extends T[K] ? never : T[K] };

/** A comparison value as JSON text (RFC 7644 section 3.4.2.2). */
export function quoted(value: Json): Quoted {
  return JSON.stringify(value) as Quoted;
}

/**
 * A filter: filterOf`userName eq ${quoted(name)}`. The compiler takes no interpolation of unknown text: names of attributes
 * and operators are constants, values go through `quoted`.
 */
export function filterOf<const T extends readonly string[]>(parts: TemplateStringsArray, ...values: Parts<T>): Filter {
  return parts.reduce((text, part, index) => `${text}${values[index - 1] ?? ""}${part}`) as Filter;
}

/** A filter for any of several. */
export function anyFilter(filters: readonly Filter[]): Filter {
  return filters.join(" or ") as Filter;
}

/** The same filter in other letters, for checks of what ignores their case. */
export function inOtherCase(text: Filter, spell: (text: string) => string): Filter {
  const spelled = spell(text);
  if (spelled.toLowerCase() === text.toLowerCase()) return spelled as Filter;
  throw new Error(`${spelled} differs from ${text} in more than the case of letters`);
}
