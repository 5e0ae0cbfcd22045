import type { Exchange } from "../../../../../exchange/exchange.ts";
import { comparisonsIn } from "../../scopes/filter-traits.ts";
import { createScopeFinder } from "../../scopes/scope-finder.ts";
import { parameterOf, requestPathOf } from "../../traffic/exchange-words.ts";
import { collectionSizes, filterEffects, answeredList } from "../../traffic/list-effects.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

const ADVICE =
  "Evaluate the filter before the list is made (RFC 7644 section 3.4.2.2), and answer 400 with scimType invalidFilter to one that the server does not support.";

/** Whatever the filter asks for, the answer holds everybody. */
export const filtersIgnored: Gate = defineGate({
  id: "filters-ignored",
  alone: true,
  read: ({ exchanges }) => {
    const effects = filterEffects(exchanges);
    const collections = [...new Set([...effects.hits, ...effects.misses].map(collectionOf))];
    // What one collection heeds says nothing of the other.
    const sparedAt = (collection: string): ReadonlySet<string> =>
      new Set(effects.misses.filter((one) => collectionOf(one) === collection).flatMap(comparisonsOf));
    const deaf = collections.filter((collection) => isDeaf(collection, effects));
    return {
      deaf,
      isAll: deaf.length === collections.length,
      spared: new Map(collections.map((collection) => [collection, sparedAt(collection)])),
      find: createScopeFinder(effects, ({ id }) => id.includes("filter")).find,
      sizes: collectionSizes(exchanges),
    };
  },
  explains: ({ deciding }, { deaf, isAll, spared: sparedOf, find, sizes }) => {
    const list = parameterOf(deciding, "filter") === undefined ? undefined : answeredList(deciding);
    if (list === undefined || list.total === 0 || list.total < (sizes.get(deciding.seq) ?? 0) / 2) return undefined;
    const collection = collectionOf(deciding);
    const spared = sparedOf.get(collection) ?? new Set<string>();
    const isOfAll = deaf.length > 0 && (isAll || deaf.includes(collection));
    if (isOfAll && !isSpared(comparisonsOf(deciding), spared)) {
      const where = isAll ? "" : ` at ${collection}`;
      const but = spared.size === 0 ? "" : `, but for ${[...spared].join(" and ")}`;
      return { which: where, title: `Filters${where} are ignored${but}: the answer lists everybody`, advice: ADVICE };
    }
    const scope = find(deciding);
    if (scope === undefined) return undefined;
    return { which: scope.id, title: `${scope.words} lists everybody: the filter is ignored`, advice: ADVICE };
  },
});

/** `/Users`, also of a search by POST. */
function collectionOf(exchange: Exchange): string {
  return /\/(?:Users|Groups)(?=$|\/\.search$)/i.exec(requestPathOf(exchange))?.[0] ?? "/";
}

function comparisonsOf(exchange: Exchange): readonly string[] {
  return comparisonsIn(parameterOf(exchange, "filter") ?? "").map(
    ({ attribute, operator }) => `${attribute} ${operator}`,
  );
}

/** A comparison that is heeded works alone; put together with others it may not. */
function isSpared(comparisons: readonly string[], spared: ReadonlySet<string>): boolean {
  const [only, ...others] = comparisons;
  return only !== undefined && others.length === 0 && spared.has(only);
}

/** So many kinds of filters are what servers heed that look for what clients look for, and read no filter else. */
const FEW = 3;

/** No filter is heeded at a collection, or a few kinds while many others are not. */
function isDeaf(
  collection: string,
  { hits, misses }: { readonly hits: readonly Exchange[]; readonly misses: readonly Exchange[] },
): boolean {
  const kinds = (of: readonly Exchange[]): ReadonlySet<string> =>
    new Set(of.filter((one) => collectionOf(one) === collection).flatMap(comparisonsOf));
  const [ignored, heeded] = [kinds(hits), kinds(misses)];
  return heeded.size === 0 ? ignored.size > 0 : heeded.size <= FEW && ignored.size > 2 * heeded.size;
}
