import { filterOf, findsCrowd, inList, isSuccess, named, skipUnlessFinds } from "../../../src/kit/index.ts";
import type { CheckContext, Filter, OwnUser } from "../../../src/kit/index.ts";

/** Supposes that a filter by userName finds this user and not the others: that filters are looked at is judged by another check. */
export async function supposeNamed(t: CheckContext, user: OwnUser, ...others: readonly OwnUser[]): Promise<void> {
  await skipUnlessFinds(t, named(user), { owner: "query.filter.matching-only", finds: [user], misses: others });
}

/** Supposes that `and` needs both sides, and that a filter by userName finds just that user: both are judged by other checks. */
export async function supposeAnd(t: CheckContext, user: OwnUser, other: OwnUser): Promise<void> {
  const owner = "query.filter.and";
  await supposeNamed(t, user, other);
  await skipUnlessFinds(t, filterOf`${named(user)} and ${named(user)}`, { owner, finds: [user], misses: [other] });
  await skipUnlessFinds(t, filterOf`${named(user)} and ${named(other)}`, { owner, misses: [user, other] });
}

/**
 * Supposes that a filter is looked at: that whoever lists others than it names ignores it is judged by another check. Whatever else
 * is wrong with the answer is for the check itself to say.
 */
export async function supposeLookedAt(
  t: CheckContext,
  filter: Filter,
  { owner, misses }: { readonly owner: string; readonly misses: readonly OwnUser[] },
): Promise<void> {
  const reply = await t.query("/Users", filter);
  const isIgnored = findsCrowd(reply, []) || misses.some(({ id }) => inList(reply, id) !== undefined);
  if (isSuccess(reply) && isIgnored) await skipUnlessFinds(t, filter, { owner, misses });
}
