/**
 * Keys that stand for a plainer one where there is that too: a filter in an unusual form for the plain filter of the same attribute and
 * operator, a walk over all pages for what is wrong with the pages.
 */
export function plainerKeys(keys: readonly string[]): ReadonlyMap<string, string> {
  const known = new Set(keys);
  const pairs = [...known].flatMap((key) => {
    const plainer = key.startsWith("filter\n") ? plainFilter(key) : key === PAGES ? pagesOf([...known]) : undefined;
    return plainer !== undefined && plainer !== key && known.has(plainer) ? [[key, plainer] as const] : [];
  });
  return new Map(pairs);
}

const PAGES = "list\npages";

/** Of `filter, Users, missing, value case, username eq` the one without the case; undefined where several things are compared. */
function plainFilter(key: string): string | undefined {
  const [kind = "", resource = "", direction = "", , ...asked] = key.split("\n");
  const [first = "", ...others] = [...new Set(asked)];
  return others.length > 0 ? undefined : [kind, resource, direction, "", first].join("\n");
}

/** What is wrong with pages, where it is one thing; with where they begin, where that is among several. */
function pagesOf(keys: readonly string[]): string | undefined {
  const others = keys.filter((key) => /^list\n(?:startindex|count|totalresults|itemsperpage)\b/.test(key));
  return others.find((key) => key.startsWith("list\nstartindex")) ?? (others.length === 1 ? others[0] : undefined);
}
