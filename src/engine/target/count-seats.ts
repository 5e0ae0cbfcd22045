import { getIgnoreCase, isObject } from "../../scim/json.ts";
import { withQuery } from "../../scim/request-path.ts";
import { counted } from "../../exchange/counted.ts";
import { toListBody } from "../../exchange/list-body.ts";
import type { CheckContext } from "../../kit/check-context.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";

/** Limits, and what is to be told of how they were found. */
export interface CountedSeats {
  readonly seats: readonly SeatLimit[];
  readonly notes: readonly string[];
}

/** What is asked for in one request, and how many of them at most: nobody's directory is read to its end for a count. */
const PAGE = 100;
const PAGES = 50;

/** Takes those who are active at the target already off the caps whose free seats nobody has stated. */
export async function countSeats(t: Pick<CheckContext, "get">, limits: readonly SeatLimit[]): Promise<CountedSeats> {
  if (!limits.some(({ isUncounted }) => isUncounted)) return { seats: limits, notes: [] };
  const most = Math.max(...limits.map(({ total }) => total));
  const there = await countActive(t, most);
  const settle = (limit: SeatLimit): SeatLimit => {
    if (!limit.isUncounted) return limit;
    return { product: limit.product, total: limit.total, available: Math.max(0, limit.total - (there ?? 0)) };
  };
  const seats = limits.map(settle);
  return { seats, notes: limits.flatMap((limit, at) => (limit.isUncounted ? noteOf(seats[at] ?? limit, there) : [])) };
}

function noteOf({ total, available }: SeatLimit, there: number | undefined): readonly string[] {
  if (there === undefined) {
    return [
      `GET /Users does not tell who is there, so that all ${total} seats are taken for free; --seats ${total}:<available> says otherwise.`,
    ];
  }
  if (there === 0) return [];
  const least = there >= total ? "at least " : "";
  return [`The target has ${least}${counted(there, "active user")} already: of ${total} seats ${available} are free.`];
}

/** How many active users there are, `most` at most; undefined when a list cannot be read. */
async function countActive(t: Pick<CheckContext, "get">, most: number): Promise<number | undefined> {
  const ids = new Set<unknown>();
  let seen = 0;
  for (let page = 0; page < PAGES && ids.size < most; page += 1) {
    const reply = await t.get(withQuery("/Users", { startIndex: seen + 1, count: PAGE }));
    if (reply.status !== 200) return page === 0 ? undefined : ids.size;
    const { resources, totalResults } = toListBody(isObject(reply.body) ? reply.body : {});
    const before = ids.size;
    for (const user of resources) if (getIgnoreCase(user, "active") !== false) ids.add(getIgnoreCase(user, "id"));
    seen += resources.length;
    // A target that answers every page with the first has no more to tell.
    if (resources.length === 0 || seen >= Number(totalResults ?? 0) || (page > 0 && ids.size === before)) break;
  }
  return Math.min(ids.size, most);
}
