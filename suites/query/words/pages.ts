import {
  anyOf,
  idOf,
  isObject,
  isPresent,
  isRefusal,
  isSuccess,
  on,
  pathTo,
  toListBody,
  valueAt,
  verify,
  withQuery,
} from "../../../src/kit/index.ts";
import type { CheckContext, Filter, ListBody, On, OwnUser, Reply, Wrap } from "../../../src/kit/index.ts";

/** Lists that have at least some users of the check's own in them. */
export interface Pages {
  readonly users: readonly OwnUser[];
  /** True when a filter keeps all other users out; otherwise their number is unknown. */
  readonly isOwnOnly: boolean;
  /** GET /Users with these parameters; throws `Violation` unless it answers a ListResponse. */
  readonly get: (parameters: Readonly<Record<string, string>>) => Promise<Page>;
}

/** One answer. */
export interface Page {
  readonly reply: Reply;
  readonly list: ListBody;
}

/** Makes users and opens lists of them, by a filter where the target takes one. Skips where pages have no index. */
export async function openPages(t: CheckContext, count: number): Promise<Pages> {
  if (valueAt(t.target.serviceProviderConfig, "pagination", "index") === false)
    t.skip("the target pages by cursor only");
  const users: OwnUser[] = [];
  for (let made = 0; made < count; made += 1) users.push(await t.make.user());
  const filter = isPresent(t.capabilities.filter) ? await findOwnFilter(t, users) : undefined;
  if (filter === undefined) await skipWhereNobodyIsListed(t);
  return {
    users,
    isOwnOnly: filter !== undefined,
    get: async (parameters) => {
      const reply = await t.get(withQuery("/Users", { filter, ...parameters }));
      if (isObject(reply.body) && (reply.body["nextCursor"] ?? null) !== null) t.skip("the target pages by cursor");
      return { reply, list: verify(reply).list() };
    },
  };
}

/** GET /Users with just this parameter: where a defect goes wrong. */
export function onPage(parameter: "count" | "startIndex", value: string): On {
  return on("GET /Users", { query: (query) => query.get(parameter) === value });
}

/** A server that shifts startIndex before it cuts the page. */
export function shiftsStart(shift: (startIndex: number) => number): Wrap {
  return on("GET /Users").url((url) => {
    const startIndex = Number(url.searchParams.get("startIndex") ?? 1);
    url.searchParams.set("startIndex", String(shift(startIndex)));
  });
}

/** A filter that finds exactly the check's own users; undefined when the target takes none. */
async function findOwnFilter(t: CheckContext, users: readonly OwnUser[]): Promise<Filter | undefined> {
  const filter = anyOf(...users);
  const reply = await t.settle(
    () => t.query("/Users", filter),
    (r) => isRefusal(r) || findsAll(r, users),
  );
  return findsAll(reply, users) ? filter : undefined;
}

/** Pages that are always empty hold at most so many users, and begin at any index: there is nothing to judge. */
async function skipWhereNobodyIsListed(t: CheckContext): Promise<void> {
  const reply = await t.settle(
    () => t.get(pathTo`/Users?count=10`),
    (r) => !isSuccess(r) || showsSomebody(r),
  );
  if (isSuccess(reply) && !showsSomebody(reply)) t.skip("the target lists nobody, although users were made");
}

/** True for a list with users, and for what is no list at all: that is judged elsewhere. */
function showsSomebody({ body }: Reply): boolean {
  return !isObject(body) || toListBody(body).resources.length > 0;
}

function findsAll(reply: Reply, users: readonly OwnUser[]): boolean {
  if (reply.status !== 200 || !isObject(reply.body)) return false;
  const ids = new Set(toListBody(reply.body).resources.map(idOf));
  return ids.size === users.length && users.every(({ id }) => ids.has(id));
}
